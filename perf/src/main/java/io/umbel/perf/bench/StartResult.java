package io.umbel.perf.bench;

import io.umbel.perf.lab.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What {@link StartBench} measured.
 *
 * @param percent the load of the second start of each round, of the full rate of the first
 */
record StartResult(Scenario scenario, int percent, List<Round> rounds) {
    /** Spans of time that a block of the picture stands for. */
    private static final int SPANS_A_BLOCK = 25;

    private static final double MILLION = 1e6;

    /**
     * Two starts.
     *
     * @param full one to which as much is offered as it takes
     * @param loaded one to which a part of the first one's full rate is offered
     */
    record Round(Start full, Start loaded) {}

    StartResult {
        rounds = List.copyOf(rounds);
    }

    /** For people. The picture's blocks are those of a charset. */
    String text(Strip strip) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d starts at full rate and as many at %d %% of it, medians (least to most)",
                scenario,
                rounds.size(),
                percent));
        lines.add(line(
                "ports open, seconds from the process's start",
                "%.2f",
                round -> round.full().openSeconds()));
        lines.add(line(
                "full rate reached, likewise", "%.2f", round -> round.full().fullSeconds()));
        lines.add(line(
                "full rate, million frames a second in",
                "%.2f",
                round -> round.full().fullRate() / MILLION));
        lines.add(line(
                "offered in " + half() + ", million frames",
                "%.2f",
                round -> round.loaded().first().offered() / MILLION));
        lines.add(line("lost of them", "%,.0f", round -> round.loaded().first().lost()));
        lines.add(line(
                "lost in " + half() + " after them",
                "%,.0f",
                round -> round.loaded().then().lost()));
        lines.add(line(
                "dropped by the worker at either load",
                "%,.0f",
                round -> round.full().dropped() + round.loaded().dropped()));
        lines.add(String.format(
                Locale.ROOT,
                "taken from the moment that ports were open; a block is %d ms, a full one the full rate, or all that was offered",
                SPANS_A_BLOCK * Start.SPAN.toMillis()));
        for (int i = 0; i < rounds.size(); i++) {
            Round round = rounds.get(i);
            double fullBlock = round.full().fullRate() * SPANS_A_BLOCK * Start.SPAN.toMillis() / 1000.0;
            lines.add("  %2d, full   |%s|"
                    .formatted(i + 1, strip.of(shares(round.full(), block -> block.taken() / fullBlock))));
            lines.add("      %2d %%   |%s|"
                    .formatted(
                            percent,
                            strip.of(shares(round.loaded(), block -> (double) block.taken() / block.offered()))));
        }
        return String.join("\n", lines);
    }

    private String half() {
        return rounds.getFirst().loaded().offers().size() / 2 * Start.SPAN.toMillis() / 1000.0 + " s";
    }

    private String line(String what, String format, ToDoubleFunction<Round> figure) {
        Spread spread = Spread.of(rounds, figure);
        return String.format(
                Locale.ROOT,
                "  %-46s " + format + " (" + format + " to " + format + ")",
                what,
                spread.median(),
                spread.least(),
                spread.most());
    }

    private static double[] shares(Start start, ToDoubleFunction<Offer> share) {
        List<Offer> offers = start.offers();
        return IntStream.range(0, offers.size() / SPANS_A_BLOCK)
                .mapToObj(block -> Offer.sum(offers.subList(block * SPANS_A_BLOCK, (block + 1) * SPANS_A_BLOCK)))
                .mapToDouble(share)
                .toArray();
    }
}
