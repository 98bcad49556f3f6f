/** How fast the real worker is: {@code umbel bench}. */
@NullMarked
package io.umbel.perf.bench;

import org.jspecify.annotations.NullMarked;
