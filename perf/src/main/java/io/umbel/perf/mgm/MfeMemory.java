package io.umbel.perf.mgm;

import java.lang.ref.Reference;

/** Prints how much heap a million MFEs with four outgoing interfaces each take, memberships included. */
public final class MfeMemory {

    private static final int MFES = 1_000_000;

    private MfeMemory() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        for (int groups : new int[] {1_000, MFES}) {
            measure(groups, new LoadedManager());
        }
    }

    private static void measure(int groups, LoadedManager manager) {
        try {
            long before = usedBytes();
            for (int n = 0; n < groups; n++) {
                manager.join(LoadedManager.group(n));
            }
            long joined = usedBytes();
            manager.packets(MFES, groups);
            long made = usedBytes();
            System.out.printf(
                    "%,9d groups: %,4d bytes for each MFE, and %,4d for each group's four memberships; %,d MiB in all%n",
                    groups, (made - joined) / MFES, (joined - before) / groups, (made - before) >> 20);
        } finally {
            Reference.reachabilityFence(manager);
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        // A collection is asked for, not ordered: take the least of some.
        for (int n = 0; n < 5; n++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
