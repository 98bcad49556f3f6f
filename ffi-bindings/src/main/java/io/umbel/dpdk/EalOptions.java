package io.umbel.dpdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How DPDK's environment is set up. None of the modes leaves a file behind or shares anything with another DPDK
 * process.
 *
 * @param memory where packet memory comes from
 * @param memoryMiB how much of it to take at start, in MiB
 * @param pci whether to look for PCI devices
 */
public record EalOptions(Memory memory, int memoryMiB, boolean pci) {
    private static final Path FREE_HUGE_PAGES = Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages");
    private static final String CPUS_ALLOWED = "Cpus_allowed_list:";

    /** Where packet memory comes from. */
    public enum Memory {
        /** Huge pages of the kernel: for real devices, and for speed. */
        HUGE_PAGES,
        /** Ordinary pages: needs neither root nor huge pages; for pcap, null and ring devices. */
        ORDINARY_PAGES
    }

    public EalOptions {
        if (memoryMiB < 16) {
            throw new IllegalArgumentException("DPDK needs at least 16 MiB of packet memory, not " + memoryMiB);
        }
    }

    /** Ordinary pages and no PCI devices: works without root. */
    public static EalOptions withoutHugePages(int memoryMiB) {
        return new EalOptions(Memory.ORDINARY_PAGES, memoryMiB, false);
    }

    /** The argument vector of {@code rte_eal_init}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("umbel", "--no-telemetry", "--log-level=warning"));
        // One lcore that floats over all CPUs: EAL pins the thread that starts it, and Java threads started from it
        // would inherit that. Workers are registered with rte_thread_register and pinned by themselves.
        arguments.add("--lcores=0@(" + allCpus() + ")");
        arguments.addAll(
                switch (memory) {
                    case HUGE_PAGES -> List.of("--in-memory");
                    // --no-huge refuses --in-memory; without --no-shconf it would write to the run-time directory.
                    case ORDINARY_PAGES -> List.of("--no-huge", "--no-shconf");
                });
        arguments.addAll(List.of("-m", Integer.toString(memoryMiB)));
        if (!pci) {
            arguments.add("--no-pci");
        }
        return arguments;
    }

    /** The CPUs this process may run on, as the kernel lists them: {@code 0-1} or {@code 0,2-3}. */
    private static String allCpus() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith(CPUS_ALLOWED))
                    .map(line -> line.substring(CPUS_ALLOWED.length()).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read which CPUs this process may use", e);
        }
    }

    /** Free huge pages of 2 MiB on this machine, in MiB; 0 where there are none. */
    public static long freeHugePagesMiB() {
        try {
            return 2L * Long.parseLong(Files.readString(FREE_HUGE_PAGES).strip());
        } catch (IOException noHugePages) {
            return 0;
        }
    }
}
