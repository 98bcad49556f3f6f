@NullMarked
package io.umbel.api;

import org.jspecify.annotations.NullMarked;
