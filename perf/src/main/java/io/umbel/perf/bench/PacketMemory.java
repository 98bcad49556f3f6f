package io.umbel.perf.bench;

import io.umbel.dpdk.EalOptions;
import java.util.Locale;

/**
 * The packet memory that a replication benchmark takes: net_pcap keeps every frame of the capture in an mbuf of the pool, and
 * copies it into another for each that it gives.
 *
 * @param poolSize mbufs: those, and as few more as will do, because what is soon used again stays in the CPU's cache
 * @param mebibytes of all that DPDK keeps
 * @param hugePages whether it is in huge pages
 */
record PacketMemory(int poolSize, int mebibytes, boolean hugePages) {
    private static final int MBUFS_IN_FLIGHT = 16_127;
    private static final int BASE_MIB = 256;

    /** An mbuf of 2,048 octets with its headroom and headers. */
    private static final int MBUF_OCTETS = 2_560;

    /** The same where none may lie across two ordinary pages. */
    private static final int MBUF_PAGE_OCTETS = 4_096;

    /** With more frames, ordinary pages would be what is measured. */
    private static final int MOST_FRAMES_IN_ORDINARY_PAGES = 100_000;

    /**
     * What a capture of so many frames takes: in huge pages if enough are free, otherwise, if it is small, in ordinary ones.
     *
     * @throws IllegalStateException in one sentence, if neither will do
     */
    static PacketMemory of(int frames, long freeHugePagesMiB) {
        int poolSize = MBUFS_IN_FLIGHT + frames;
        int huge = mebibytes(frames, MBUF_OCTETS);
        if (freeHugePagesMiB >= huge) {
            return new PacketMemory(poolSize, huge, true);
        }
        if (frames <= MOST_FRAMES_IN_ORDINARY_PAGES) {
            return new PacketMemory(poolSize, mebibytes(frames, MBUF_PAGE_OCTETS), false);
        }
        throw shortOf(frames, huge, freeHugePagesMiB, "");
    }

    /**
     * What each of two programs takes that have such captures at the same time.
     *
     * @throws IllegalStateException in one sentence, if the huge pages suffice for one of them and not for both, too
     */
    static PacketMemory forTwo(int frames, long freeHugePagesMiB) {
        PacketMemory memory = of(frames, freeHugePagesMiB);
        if (memory.hugePages() && freeHugePagesMiB < 2L * memory.mebibytes()) {
            throw shortOf(frames, 2 * memory.mebibytes(), freeHugePagesMiB, ", for two programs,");
        }
        return memory;
    }

    private static IllegalStateException shortOf(int frames, int huge, long freeHugePagesMiB, String forWhom) {
        return new IllegalStateException(String.format(
                Locale.ROOT,
                "%,d entries need%s %,d MiB of packet memory in huge pages, and %,d MiB are free; "
                        + "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages says how many pages of 2 MiB there are",
                frames,
                forWhom,
                huge,
                freeHugePagesMiB));
    }

    private static int mebibytes(int frames, int each) {
        return BASE_MIB + Math.toIntExact(((long) frames * each) >> 20);
    }

    EalOptions eal() {
        return hugePages
                ? new EalOptions(EalOptions.Memory.HUGE_PAGES, mebibytes, false)
                : EalOptions.withoutHugePages(mebibytes);
    }
}
