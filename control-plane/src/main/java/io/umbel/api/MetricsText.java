package io.umbel.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntToLongFunction;

/** Prometheus' text format, version 0.0.4: a head for each family, then its samples. For one thread. */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double NANOS_A_SECOND = 1e9;

    private final OutputStream out;
    private String family = "";

    MetricsText(OutputStream out) {
        this.out = out;
    }

    /** What never goes down, but at a start. The name ends in {@code _total}. */
    MetricsText counter(String name, String help) throws IOException {
        return head(name, "counter", help);
    }

    /** What goes up and down. */
    MetricsText gauge(String name, String help) throws IOException {
        return head(name, "gauge", help);
    }

    /**
     * A histogram whose bounds are given.
     *
     * @param boundNanos the longest time that bucket {@code i} counts
     * @param counts how many are in each bucket and in no earlier one; the last has no bound
     * @param sumNanos all times together
     */
    void histogram(String name, String help, IntToLongFunction boundNanos, long[] counts, long sumNanos)
            throws IOException {
        head(name, "histogram", help);
        long count = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            count += counts[bucket];
            String bound = bucket == counts.length - 1 ? "+Inf" : seconds(boundNanos.applyAsLong(bucket));
            sample("_bucket", Long.toString(count), "le", bound);
        }
        sample("_sum", seconds(sumNanos));
        sample("_count", Long.toString(count));
    }

    static String seconds(long nanos) {
        return Double.toString(nanos / NANOS_A_SECOND);
    }

    private MetricsText head(String name, String type, String help) throws IOException {
        family = name;
        write("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n");
        return this;
    }

    /** @param labels names and values in turn */
    MetricsText sample(long value, String... labels) throws IOException {
        return sample("", Long.toString(value), labels);
    }

    /** @param suffix what follows the name of the family */
    MetricsText sample(String suffix, String value, String... labels) throws IOException {
        StringBuilder line = new StringBuilder(family).append(suffix);
        for (int i = 0; i < labels.length; i += 2) {
            line.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        }
        write(line.append(labels.length == 0 ? " " : "} ")
                .append(value)
                .append('\n')
                .toString());
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
