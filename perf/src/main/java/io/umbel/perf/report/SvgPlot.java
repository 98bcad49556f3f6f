package io.umbel.perf.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws a plot as inline SVG, its colours by the classes of the page's style sheet, so that it follows the page from light to dark. */
final class SvgPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int TOP = 16;
    private static final int BOTTOM = 52;
    private static final int TICKS = 6;
    private static final int CAP = 4;

    /** Colours in the style sheet. */
    static final int COLOURS = 8;

    private final Plot plot;
    private final Axis x;
    private final Axis y;
    private final StringBuilder out = new StringBuilder();

    private SvgPlot(Plot plot) {
        this.plot = plot;
        this.x = Axis.of(plot, plot.xScale(), List.of(Plot.Point::x), LEFT, WIDTH - RIGHT, false);
        this.y = Axis.of(
                plot,
                plot.yScale(),
                List.of(Plot.Point::y, Plot.Point::low, Plot.Point::high),
                HEIGHT - BOTTOM,
                TOP,
                true);
    }

    /** The plot as a figure of HTML. */
    static String draw(Plot plot) {
        return new SvgPlot(plot).draw();
    }

    private String draw() {
        add(
                "<figure class=\"plot\" data-plot=\"%s\"><figcaption>%s</figcaption>",
                Html.text(plot.id()), Html.text(plot.title()));
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, Html.text(plot.title()));
        axes();
        for (int i = 0; i < plot.series().size(); i++) {
            series(plot.series().get(i), i % COLOURS);
        }
        add("</svg>");
        legend();
        add("</figure>");
        return out.toString();
    }

    private void axes() {
        for (double tick : y.ticks()) {
            add(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y.at(tick), y.at(tick));
            add(
                    "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 8, y.at(tick) + 4, Axis.label(tick));
        }
        for (double tick : x.ticks()) {
            add(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                    x.at(tick), x.at(tick), TOP, HEIGHT - BOTTOM);
            add(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x.at(tick), HEIGHT - BOTTOM + 18, Axis.label(tick));
        }
        add(
                "<text class=\"label\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, Html.text(plot.xLabel()));
        add(
                "<text class=\"label\" transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, Html.text(plot.yLabel()));
    }

    private void series(Plot.Series series, int colour) {
        List<Plot.Point> points = series.points().stream()
                .filter(point -> x.has(point.x()) && y.has(point.y()))
                .toList();
        add("<g class=\"c%d\">", colour);
        if (series.joined() && points.size() > 1) {
            StringBuilder path = new StringBuilder();
            for (Plot.Point point : points) {
                path.append(path.isEmpty() ? 'M' : 'L')
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x.at(point.x()), y.at(point.y())));
            }
            add("<path class=\"line\" d=\"%s\"/>", path);
        }
        // Many points of a line are the line.
        boolean dots = !series.joined() || points.size() <= 30;
        for (Plot.Point point : points) {
            double atX = x.at(point.x());
            if (point.high() > point.low() && y.has(point.low())) {
                double low = y.at(point.low());
                double high = y.at(point.high());
                add(
                        "<path class=\"error\" d=\"M%.1f %.1fH%.1fM%.1f %.1fH%.1fM%.1f %.1fV%.1f\"/>",
                        atX - CAP, low, atX + CAP, atX - CAP, high, atX + CAP, atX, low, high);
            }
            if (dots) {
                add(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\"><title>%s: %s, %s</title></circle>",
                        atX,
                        y.at(point.y()),
                        Html.text(series.name()),
                        Numbers.text(point.x()),
                        Numbers.text(point.y()));
            }
        }
        add("</g>");
    }

    private void legend() {
        add("<p class=\"legend\">");
        for (int i = 0; i < plot.series().size(); i++) {
            add(
                    "<span class=\"c%d\"><i></i>%s</span> ",
                    i % COLOURS, Html.text(plot.series().get(i).name()));
        }
        add("</p>");
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that nothing else here needs.
    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments));
    }

    /** From values to places. */
    private record Axis(boolean log, double least, double most, double from, double to) {
        static Axis of(
                Plot plot,
                Plot.Scale scale,
                List<ToDoubleFunction<Plot.Point>> values,
                double from,
                double to,
                boolean fromZero) {
            boolean log = scale == Plot.Scale.LOG;
            double[] all = plot.series().stream()
                    .flatMap(series -> series.points().stream())
                    .flatMapToDouble(point -> values.stream().mapToDouble(value -> value.applyAsDouble(point)))
                    .filter(value -> !log || value > 0)
                    .toArray();
            double least = Arrays.stream(all).min().orElse(log ? 1 : 0);
            double most = Arrays.stream(all).max().orElse(10);
            if (log) {
                least = Math.pow(10, Math.floor(Math.log10(least) * 2) / 2);
                most = Math.max(Math.pow(10, Math.ceil(Math.log10(most) * 2) / 2), least * 10);
            } else {
                least = fromZero || (least > 0 && least < most / 3) ? Math.min(0, least) : least;
                most = most > least ? most : least + 1;
                most += fromZero ? (most - least) * 0.06 : 0;
            }
            return new Axis(log, least, most, from, to);
        }

        boolean has(double value) {
            return !log || value > 0;
        }

        double at(double value) {
            double share =
                    log ? Math.log10(value / least) / Math.log10(most / least) : (value - least) / (most - least);
            return from + share * (to - from);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (log) {
                double decades = Math.log10(most / least);
                for (double decade = Math.pow(10, Math.floor(Math.log10(least)));
                        decade <= most * 1.001;
                        decade *= 10) {
                    double of = decade;
                    (decades > 3 ? Stream.of(1.0) : Stream.of(1.0, 2.0, 5.0))
                            .map(step -> step * of)
                            .filter(tick -> tick >= least * 0.999 && tick <= most * 1.001)
                            .forEach(ticks::add);
                }
                return ticks;
            }
            double step = Math.pow(10, Math.floor(Math.log10((most - least) / TICKS)));
            for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
                if ((most - least) / (step * factor) <= TICKS) {
                    step *= factor;
                    break;
                }
            }
            for (double tick = Math.ceil(least / step) * step; tick <= most * 1.0001; tick += step) {
                ticks.add(Math.abs(tick) < step / 1000 ? 0 : tick);
            }
            return ticks;
        }

        static String label(double value) {
            double size = Math.abs(value);
            if (size >= 1e6) {
                return trimmed(value / 1e6) + " M";
            }
            return size >= 1e4 ? trimmed(value / 1e3) + " k" : trimmed(value);
        }

        private static String trimmed(double value) {
            String text = String.format(Locale.ROOT, "%.4f", value);
            return text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
    }
}
