package io.umbel.perf.peers;

import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What this machine is, for the report. */
final class Machine {
    private Machine() {}

    static Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>();
        Runtime runtime = Runtime.getRuntime();
        description.put(
                "processor",
                fieldOf("/proc/cpuinfo", "model name") + ", " + runtime.availableProcessors() + " cores in use");
        description.put("memory", fieldOf("/proc/meminfo", "MemTotal"));
        description.put(
                "kernel",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        description.put("distribution", distribution());
        description.put(
                "JVM",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                        + System.getProperty("java.vendor"));
        description.put("DPDK", Versions.said(List.of("pkg-config", "--modversion", "libdpdk")));
        description.put("free huge pages", EalOptions.freeHugePagesMiB() + " MiB");
        description.put("load average at the start", String.format(Locale.ROOT, "%.2f", load()));
        return description;
    }

    /** How many programs wanted a core, on average of the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String fieldOf(String file, String field) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notThere) {
            return "unknown";
        }
    }

    private static String distribution() {
        try (var lines = Files.lines(Path.of("/etc/os-release"))) {
            return lines.filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notThere) {
            return "unknown";
        }
    }
}
