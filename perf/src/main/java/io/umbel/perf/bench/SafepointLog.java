package io.umbel.perf.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The safepoints of this JVM while it is open, as HotSpot's own log tells of them ({@code -Xlog:safepoint}, turned on by
 * {@code jcmd VM.log}).
 */
final class SafepointLog implements AutoCloseable {
    private static final Pattern SAFEPOINT = Pattern.compile("Safepoint \"(\\w+)\",.* Total: +(\\d+) ns");
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

    private final Path file;

    /**
     * A safepoint.
     *
     * @param reason as HotSpot calls it
     * @param nanos from the wish that all threads stop until they went on
     */
    record Safepoint(String reason, long nanos) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f ms", reason, nanos / 1e6);
        }
    }

    /** @param file to be written; it is removed in the end */
    SafepointLog(Path file) {
        this.file = file;
        log("output=" + file, "what=safepoint=info", "decorators=none");
    }

    /** Those so far. */
    List<Safepoint> safepoints() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return parse(lines);
        }
    }

    static List<Safepoint> parse(Stream<String> lines) {
        return lines.map(SAFEPOINT::matcher)
                .filter(Matcher::find)
                .map(found -> new Safepoint(found.group(1), Long.parseLong(found.group(2))))
                .toList();
    }

    private static void log(String... arguments) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(DIAGNOSTICS), "vmLog", new Object[] {arguments}, new String[] {
                        String[].class.getName()
                    });
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not log its safepoints: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        log("output=" + file, "what=all=off");
        Files.deleteIfExists(file);
    }
}
