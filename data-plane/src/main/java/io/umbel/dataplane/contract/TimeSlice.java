package io.umbel.dataplane.contract;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * How long a thread may run before another has its turn ({@code sched_setattr(2)}, of Linux 6.12 and later). It gets no more and
 * no less of the processor by it, but sooner the shorter it is.
 */
final class TimeSlice {
    /** Of {@code struct sched_attr}: how many octets, and where its own length and the slice in nanoseconds are. */
    private static final int LENGTH = 48;

    private static final int SIZE = 0;
    private static final int RUNTIME = 24;

    private static final int CALLING_THREAD = 0;
    private static final int NO_FLAGS = 0;

    private TimeSlice() {}

    /** For the calling thread. Earlier kernels take no notice. */
    static void set(Duration slice) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment attributes = call.allocate(LENGTH, Long.BYTES);
            if (SystemCall.SCHED_GETATTR.call(CALLING_THREAD, attributes.address(), LENGTH, NO_FLAGS) == 0) {
                attributes.set(JAVA_INT, SIZE, LENGTH);
                attributes.set(JAVA_LONG, RUNTIME, slice.toNanos());
                SystemCall.SCHED_SETATTR.call(CALLING_THREAD, attributes.address(), NO_FLAGS, 0);
            }
        }
    }
}
