package io.umbel.perf.lab;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Draws the rates of streams over time, a strip of blocks each: as high as the stream's own rate, or lower. */
final class RatePicture {
    private static final int WIDTH = 70;

    private final PrintStream out;
    private final long fromNanos;
    private final int spanBins;
    private final int spans;
    private final Strip strip;

    /** A picture of the time between two moments of the {@link WallClock}. */
    RatePicture(PrintStream out, long fromNanos, long toNanos) {
        this.out = out;
        this.fromNanos = fromNanos;
        int bins = (int) Math.ceilDiv(toNanos - fromNanos, LinkFlow.BIN_NANOS);
        this.spanBins = Math.ceilDiv(bins, WIDTH);
        this.spans = Math.ceilDiv(bins, spanBins);
        this.strip = new Strip(out.charset());
    }

    /** Says what a block stands for. */
    void title(String of) {
        out.printf(
                Locale.ROOT,
                "  %s: a block is %d ms, a full one the whole stream%n",
                of,
                TimeUnit.NANOSECONDS.toMillis(spanBins * LinkFlow.BIN_NANOS));
    }

    /** @param rate of the whole stream, in datagrams a second */
    void strip(String name, LinkFlow flow, int rate) {
        double whole = rate * (spanBins * LinkFlow.BIN_NANOS / (double) TimeUnit.SECONDS.toNanos(1));
        double[] shares = Arrays.stream(flow.perSpan(fromNanos, spanBins, spans))
                .mapToDouble(count -> count / whole)
                .toArray();
        out.println("  %-34s |%s|".formatted(name, strip.of(shares)));
    }
}
