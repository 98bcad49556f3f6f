package io.umbel.perf.gen;

import io.umbel.dpdk.MbufCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the tester's thread does in a turn, and the trial that it is at. For that thread. */
final class TestLoop implements AutoCloseable {
    private final List<TesterPort> ports;
    private final MbufCache cache;
    private final LongSupplier clock;
    private final List<PlayedHosts> hosts = new ArrayList<>();
    private final Analyser analyser;
    private @Nullable Generator generator;
    private @Nullable TrialPlan plan;
    private long stoppedAtNanos;
    private boolean sending;

    TestLoop(List<TesterPort> ports, MbufCache cache, LongSupplier clock) {
        this.ports = ports;
        this.cache = cache;
        this.clock = clock;
        for (TesterPort port : ports) {
            hosts.add(new PlayedHosts(port.igmpVersion(), port.address(), port.vlan(), port.tx(), cache, clock));
        }
        this.analyser = new Analyser(ports.stream().map(TesterPort::rx).toList(), hosts, cache, clock);
    }

    /** Does a turn, and returns how many frames it had to do with. */
    int poll() {
        int done = 0;
        Generator of = generator;
        if (sending && of != null) {
            done += of.poll();
            if (of.isOver()) {
                sending = false;
                stoppedAtNanos = of.endNanos();
            }
        }
        done += analyser.poll();
        for (PlayedHosts each : hosts) {
            done += each.poll();
        }
        return done;
    }

    /** Whether a trial is on, so that frames must not wait for a sleeper. */
    boolean isBusy() {
        return generator != null;
    }

    void begin(TrialPlan newPlan, int run) {
        end();
        long start = clock.getAsLong() + Duration.ofMillis(1).toNanos();
        Generator of = new Generator(
                newPlan.streams(),
                run & 0xffff,
                ports.stream().map(TesterPort::tx).toList(),
                cache,
                clock,
                start,
                start + newPlan.duration().toNanos(),
                TrialPlan.SLOTS);
        analyser.begin(of, newPlan.latencies(), TrialPlan.SLOTS);
        generator = of;
        plan = newPlan;
        sending = true;
    }

    void stop() {
        if (sending) {
            sending = false;
            stoppedAtNanos = clock.getAsLong();
        }
    }

    /** Whether everything has come that was sent, or the time to wait for it is over. */
    boolean isSettled() {
        Generator of = generator;
        TrialPlan by = plan;
        if (of == null || by == null) {
            return true;
        }
        return !sending
                && (clock.getAsLong() - stoppedAtNanos > by.settle().toNanos() || analyser.received() >= expected(of));
    }

    private static long expected(Generator of) {
        return IntStream.range(0, of.streams().size())
                .mapToLong(i -> of.sent(i) * of.streams().get(i).expectedAt().cardinality())
                .sum();
    }

    /** Ends the trial, if there is one; null if there is none. */
    @SuppressWarnings("NullAway") // A question that is asked only after begin has an answer.
    TrialResult end() {
        Generator of = generator;
        TrialPlan by = plan;
        if (of == null || by == null) {
            return null;
        }
        stop();
        List<Integer> all = IntStream.range(0, of.streams().size()).boxed().toList();
        long duration = Math.max(1, stoppedAtNanos - of.startNanos());
        TrialResult result = new TrialResult(
                Duration.ofNanos(duration),
                by.streams().stream()
                        .mapToLong(each -> each.framesBefore(duration))
                        .sum(),
                all.stream().mapToLong(of::sent).sum(),
                of.octets(),
                analyser.figures(),
                analyser.foreign(),
                analyser.corrupt(),
                analyser.lastAtNanos() == 0 ? 0 : analyser.lastAtNanos() - stoppedAtNanos,
                of.lateNanos(),
                of.slotNanos(),
                of.sentInSlots(),
                IntStream.range(0, ports.size())
                        .mapToObj(analyser::receivedInSlots)
                        .toArray(long[][]::new));
        of.close();
        generator = null;
        return result;
    }

    PlayedHosts hosts(int port) {
        return hosts.get(port);
    }

    Tester.Sighting sighting(int port, int stream) {
        TrialPlan by = plan;
        int group = by == null ? 0 : by.streams().get(stream).group();
        return new Tester.Sighting(
                hosts.get(port).reportedAtNanos(group),
                analyser.firstAtNanos(port, stream),
                analyser.lastAtNanos(port, stream),
                analyser.received(port, stream));
    }

    List<Tester.Sighting> sightings(int port) {
        TrialPlan by = plan;
        return by == null
                ? List.of()
                : IntStream.range(0, by.streams().size())
                        .mapToObj(stream -> sighting(port, stream))
                        .toList();
    }

    @Override
    public void close() {
        if (generator != null) {
            generator.close();
        }
        analyser.close();
        hosts.forEach(PlayedHosts::close);
    }
}
