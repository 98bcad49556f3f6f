package io.umbel.mgm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints, at the end of a run, case and outcome of every conformance case in it, and the counts. */
final class ConformanceTable implements TestWatcher {

    private static final Pattern CASE = Pattern.compile("(C\\d{3})_(\\w+)");
    private static final int CASES = 181;

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        record(context, "FAILED");
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        record(context, "aborted");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        record(context, "skipped");
    }

    private static void record(ExtensionContext context, String outcome) {
        // Closed, and so printed, with the root: after the last test of the run.
        Outcomes outcomes = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ConformanceTable.class))
                .computeIfAbsent(Outcomes.class, type -> new Outcomes(), Outcomes.class);
        outcomes.record(context.getRequiredTestMethod().getName(), outcome);
    }

    private static final class Outcomes implements AutoCloseable {

        private record Line(String description, String outcome) {}

        private final Map<String, Line> lines = new ConcurrentSkipListMap<>();

        void record(String method, String outcome) {
            Matcher name = CASE.matcher(method);
            if (name.matches()) {
                lines.put(name.group(1), new Line(name.group(2).replace('_', ' '), outcome));
            }
        }

        @Override
        public void close() {
            StringBuilder table = new StringBuilder("\nConformance cases of the group manager\n");
            lines.forEach((number, line) ->
                    table.append(String.format("  %s  %-8s %s%n", number, line.outcome(), line.description())));
            Map<String, Long> counts = lines.values().stream()
                    .collect(Collectors.groupingBy(Line::outcome, ConcurrentSkipListMap::new, Collectors.counting()));
            table.append(String.format("  %d of %d cases ran: ", lines.size(), CASES));
            table.append(counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", ")));
            System.out.println(table);
        }
    }
}
