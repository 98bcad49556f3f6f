@NullMarked
package io.umbel.config;

import org.jspecify.annotations.NullMarked;
