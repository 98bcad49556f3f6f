/** Benchmarks and the lab: knows everything, and nobody knows it. */
@NullMarked
package io.umbel.perf;

import org.jspecify.annotations.NullMarked;
