package io.umbel.perf.gen;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What came of a trial.
 *
 * @param duration how long was sent
 * @param intended frames that were due
 * @param sent frames that the device took
 * @param octets their octets, frame check sequences included
 * @param flows what each port received of each stream
 * @param foreign frames that were neither the trial's nor IGMP
 * @param corrupt frames of the trial that arrived altered
 * @param straggledNanos how long after the trial's end the last frame came; negative if before
 * @param lateNanos how long after their time frames were handed to the device
 * @param slotNanos into how long parts of time the following are counted, by the time of sending
 * @param sentInSlots frames sent, by part
 * @param receivedInSlots different frames received, by port and part
 */
@SuppressWarnings("ArrayRecordComponent") // It is compared by nobody.
public record TrialResult(
        Duration duration,
        long intended,
        long sent,
        long octets,
        List<FlowFigures> flows,
        long foreign,
        long corrupt,
        long straggledNanos,
        Histogram lateNanos,
        long slotNanos,
        long[] sentInSlots,
        long[][] receivedInSlots) {
    private static final double NANOS_A_SECOND = 1e9;

    /** Frames that ports were to receive. */
    public long expected() {
        return flows.stream().mapToLong(FlowFigures::expected).sum();
    }

    /** Different frames that ports received of those that they were to. */
    public long received() {
        return flows.stream()
                .filter(flow -> flow.expected() > 0)
                .mapToLong(FlowFigures::received)
                .sum();
    }

    public long lost() {
        return flows.stream().mapToLong(FlowFigures::lost).sum();
    }

    public long duplicates() {
        return flows.stream().mapToLong(FlowFigures::duplicates).sum();
    }

    public long reordered() {
        return flows.stream().mapToLong(FlowFigures::reordered).sum();
    }

    /** Frames received where they were not to be. */
    public long unwanted() {
        return flows.stream().mapToLong(FlowFigures::unwanted).sum();
    }

    /** Lost of expected, 0 to 1; 1 if nothing was sent. */
    public double lossRatio() {
        return expected() == 0 ? 1 : (double) lost() / expected();
    }

    /** Sent of intended, 0 to 1. */
    public double loadKept() {
        return intended == 0 ? 0 : (double) sent / intended;
    }

    /** Frames sent a second. */
    public double offeredLoad() {
        return sent * NANOS_A_SECOND / duration.toNanos();
    }

    /** Frames received a second, of all ports. */
    public double forwardingRate() {
        return received() * NANOS_A_SECOND / duration.toNanos();
    }

    /** The latencies of all streams at a port. */
    public Histogram latencyNanos(int port) {
        Histogram all = new Histogram(2);
        flows.stream().filter(flow -> flow.port() == port).forEach(flow -> all.add(flow.latencyNanos()));
        return all;
    }
}
