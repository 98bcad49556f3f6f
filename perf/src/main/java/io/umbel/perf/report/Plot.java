package io.umbel.perf.report;

import java.util.List;

/**
 * A plot of one or more series of points.
 *
 * @param id plots of the same id, of several devices, are drawn into one
 * @param xLabel with its unit
 * @param yLabel likewise
 * @param xScale how the values lie on the axis
 * @param yScale likewise
 */
public record Plot(
        String id, String title, String xLabel, String yLabel, Scale xScale, Scale yScale, List<Series> series) {
    /** How values lie on an axis. */
    public enum Scale {
        LINEAR,
        /** Logarithmic; what is 0 or less is left out. */
        LOG
    }

    /**
     * Points that belong together.
     *
     * @param name without that of the device
     * @param joined whether a line goes through the points
     */
    public record Series(String name, boolean joined, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** A point, with the interval in which its y is believed to lie; both ends equal y if nothing is said of that. */
    public record Point(double x, double y, double low, double high) {
        /** Without an interval. */
        public static Point of(double x, double y) {
            return new Point(x, y, y, y);
        }
    }

    public Plot {
        series = List.copyOf(series);
    }
}
