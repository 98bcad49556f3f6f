/**
 * The tests of RFC 3918, each a procedure by its name there, and the searches for a throughput, against any device under test. They know the
 * tester and the device's interface; where either is, they don't.
 */
@NullMarked
package io.umbel.perf.rfc3918;

import org.jspecify.annotations.NullMarked;
