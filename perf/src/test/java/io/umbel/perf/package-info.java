@NullMarked
package io.umbel.perf;

import org.jspecify.annotations.NullMarked;
