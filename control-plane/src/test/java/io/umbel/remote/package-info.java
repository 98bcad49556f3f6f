@NullMarked
package io.umbel.remote;

import org.jspecify.annotations.NullMarked;
