package io.umbel.perf.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;

/** What the workers of this process have allocated on the heap. */
final class WorkerAllocation {
    private WorkerAllocation() {}

    /**
     * Octets since the workers' threads began.
     *
     * @throws IllegalStateException in one sentence, if there is no worker, or this JVM does not count
     */
    static long octets() {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemoryEnabled()) {
            throw new IllegalStateException("this JVM does not count what its threads allocate");
        }
        long[] workers = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith(WorkerTime.NAME))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        if (workers.length == 0) {
            throw new IllegalStateException("no thread of this process is called " + WorkerTime.NAME);
        }
        return Arrays.stream(threads.getThreadAllocatedBytes(workers)).sum();
    }
}
