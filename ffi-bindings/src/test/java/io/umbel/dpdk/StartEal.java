package io.umbel.dpdk;

/** A process that starts DPDK and prints what came of it. */
public final class StartEal {
    private StartEal() {}

    public static void main(String[] arguments) {
        try (Eal eal = Eal.start(EalOptions.withoutHugePages(64))) {
            System.out.println("lcore " + eal.registerThread());
            eal.unregisterThread();
        } catch (UnsupportedDpdkException refusal) {
            System.out.println(refusal.getMessage());
        }
    }
}
