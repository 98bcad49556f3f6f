/** Benchmarks of the group manager, all without a packet path: what the manager itself costs. */
@NullMarked
package io.umbel.perf.mgm;

import org.jspecify.annotations.NullMarked;
