/**
 * The traffic generator and analyser of {@code umbel gen} and of the RFC 3918 tests, over any DPDK device. One thread polls
 * everything ({@link io.umbel.perf.gen.Tester}), so that all times are of one clock and order; the rest is called by it.
 */
@NullMarked
package io.umbel.perf.gen;

import org.jspecify.annotations.NullMarked;
