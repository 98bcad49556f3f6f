package io.umbel.perf.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a JVM occupies, in KiB.
 *
 * @param resident memory in RAM, the heap's garbage included
 * @param liveHeap what a full collection leaves of the heap
 */
record ProcessMemory(long resident, long liveHeap) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+ k)B");
    /** G1 says it in K, ZGC in M and with more spaces. */
    private static final Pattern HEAP_USED = Pattern.compile("used +(\\d+[KM])");

    static ProcessMemory of(long pid) throws Exception {
        long resident = resident(pid);
        jcmd(pid, "GC.run");
        return new ProcessMemory(resident, find(HEAP_USED, jcmd(pid, "GC.heap_info")));
    }

    /** Without disturbing it. */
    static long resident(long pid) throws Exception {
        return find(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status")));
    }

    void assertNoMoreThan(ProcessMemory before, long heapMargin, long residentMargin) {
        assertTrue(liveHeap <= before.liveHeap + heapMargin, () -> "live heap was " + before + ", is " + this);
        assertTrue(resident <= before.resident + residentMargin, () -> "memory was " + before + ", is " + this);
    }

    private static long find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), () -> "no " + pattern + " in: " + text);
        String found = matcher.group(1);
        long number = Long.parseLong(found.substring(0, found.length() - 1).strip());
        return found.endsWith("M") ? number * 1024 : number;
    }

    private static String jcmd(long pid, String command) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
