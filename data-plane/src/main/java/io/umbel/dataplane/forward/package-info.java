/**
 * The worker: poll, classify, look up, replicate, send. Start at {@link io.umbel.dataplane.forward.Worker}; {@link
 * io.umbel.dataplane.forward.DataPlane} puts everything together.
 *
 * <p>A worker allocates nothing on the heap once it runs, and shares nothing it writes with another worker.
 */
@NullMarked
package io.umbel.dataplane.forward;

import org.jspecify.annotations.NullMarked;
