/**
 * The forwarding information base (FIB): the flat table that workers read for every packet, and its one writer.
 *
 * <p>Everything that workers read lies in native memory. There are no locks: the writer ({@link
 * io.umbel.dataplane.fib.Fib}, on one thread) publishes each change with a single 64-bit store, and reuses memory only
 * after every worker has finished the pass in which it could have seen it ({@link
 * io.umbel.dataplane.fib.GracePeriod}).
 */
@NullMarked
package io.umbel.dataplane.fib;

import org.jspecify.annotations.NullMarked;
