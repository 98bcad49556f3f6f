package io.umbel.dpdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that vacates the core of its argument, pins a thread to it, and prints on which cores which of its threads may run. */
public final class VacateCore {
    private VacateCore() {}

    public static void main(String[] arguments) throws Exception {
        int core = Integer.parseInt(arguments[0]);
        try (ExecutorService before = Executors.newSingleThreadExecutor()) {
            before.submit(() -> allowed()).get(10, TimeUnit.SECONDS);
            CpuAffinity.vacate(List.of(core));
            try (ExecutorService after = Executors.newSingleThreadExecutor()) {
                after.submit(() -> allowed()).get(10, TimeUnit.SECONDS);
                System.out.println("all: " + String.join(" ", ofAllThreads()));
                after.submit(() -> CpuAffinity.pin(core)).get(10, TimeUnit.SECONDS);
                System.out.println("pinned: " + after.submit(() -> allowed()).get(10, TimeUnit.SECONDS));
            }
        }
    }

    private static List<String> ofAllThreads() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                found.add(allowed(thread));
            }
        }
        return found.stream().distinct().sorted().toList();
    }

    private static String allowed() throws IOException {
        return allowed(Path.of("/proc/thread-self"));
    }

    private static String allowed(Path thread) throws IOException {
        String name = "Cpus_allowed_list:";
        try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElseThrow()
                    .substring(name.length())
                    .strip();
        }
    }
}
