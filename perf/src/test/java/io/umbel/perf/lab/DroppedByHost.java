package io.umbel.perf.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Frames that came to a host's link and that its kernel dropped there, because its backlog of frames was full. */
final class DroppedByHost {
    /** A line of /proc/net/dev: received octets, packets, errors, dropped. */
    private static final Pattern RECEIVED = Pattern.compile("eth0:\\s*\\d+\\s+\\d+\\s+\\d+\\s+(\\d+)");

    private DroppedByHost() {}

    static long count(Host host) throws Exception {
        String devices = host.start(() -> Files.readString(Path.of("/proc/thread-self/net/dev")))
                .get();
        Matcher matcher = RECEIVED.matcher(devices);
        assertTrue(matcher.find(), () -> "no eth0 in: " + devices);
        return Long.parseLong(matcher.group(1));
    }
}
