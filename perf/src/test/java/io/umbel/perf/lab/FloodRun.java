package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.perf.UdpFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A flood of unknown streams beside a hundred established ones: random sources to random groups, half of the sources in the
 * sender's own network, so that there is a route to them and the group manager makes entries.
 */
abstract class FloodRun {
    private static final int STREAMS = 100;
    private static final int GROUPS = 10;
    private static final int RATE = 2000;
    private static final int FLOOD_RATE = 20_000;
    private static final int FLOOD_PORT = 6000;
    private static final int FRAME = 100;
    private static final int HOST_BITS = 0xffff;
    private static final int NETWORK = 0x0a00_0000;
    private static final int CLASS_D = 0xe000_0000;
    private static final int CLASS_D_MASK = 0x0fff_ffff;
    private static final long WITHIN_NANOS = 1_000_000_000;
    private static final long SETTLED_NANOS = 3_000_000_000L;
    private static final long HEAP_MARGIN_KIB = 128 << 10;
    private static final long MEMORY_MARGIN_KIB = 512 << 10;

    @TempDir
    private Path directory;

    private final int flood;

    FloodRun(int flood) {
        this.flood = flood;
    }

    @ParameterizedTest
    @ValueSource(strings = {"af_packet", "af_xdp"})
    void floodedApplianceServesItsStreamsAndHosts(String device) throws Exception {
        String yaml = AppliedLab.withIgmp(device)
                .replace("10.1.3.1/24, igmp: {}", "10.1.3.1/24, igmp: { immediate-leave: on }");
        try (AppliedLab lab = AppliedLab.build(directory.resolve("flood.yaml"), yaml)) {
            List<Appliance> planes = List.of(lab.start("control"), lab.start("data"));
            ManyStreams streams = ManyStreams.of(STREAMS, 10 * 60 * RATE / STREAMS, GROUPS);
            List<Host> steady = lab.receivers().subList(0, 2);
            Audience audience = Audience.of(steady, streams::receiverInTurn);
            List<Receiver> receivers = audience.receivers();
            List<Future<Reception>> receptions = audience.receptions();
            lab.awaitMemberships(steady);
            PacedFrames established = streams.inTurn(0, RATE);
            Future<Integer> sending = lab.sender().start(established);
            AppliedLab.awaitUntil(() -> established.sent() > 5 * RATE);

            Map<Long, Long> createdBefore = created(lab, streams);
            List<ProcessMemory> before = memory(planes);
            PacedFrames unknown = new PacedFrames(flood, FLOOD_RATE, unknownStreams());
            Future<Integer> flooding = lab.sender().start(unknown);
            // A host that joins one of the streams again and again: each time the control plane is needed.
            JoinRounds joins = new JoinRounds(
                    lab.receivers().get(2), streams.whole(), Membership.ofGroup(streams.group(0)), flood / FLOOD_RATE);
            Future<JoinRounds.Latencies> latencies = lab.receivers().get(2).start(joins);
            long worstJoin = latencies.get().joinFromCall().getMaxValue();
            assertFalse(
                    flooding.isDone(),
                    () -> "the joins were to be measured during the flood, which ended so: " + outcome(flooding));
            List<Long> during = new ArrayList<>();
            for (Appliance plane : planes) {
                during.add(ProcessMemory.resident(plane.pid()));
            }
            int flooded = flooding.get();
            established.finish();
            int sent = sending.get();
            List<ProcessMemory> after = memory(planes);

            long forwarded = settledForwarded(lab, streams);
            CounterSnapshot counters = lab.counters();
            receivers.forEach(Receiver::finish);
            System.out.printf(
                    "%s: %d of %d unknown frames sent beside %d of %d streams, of which the device handed over %d; "
                            + "worst of %d joins %.1f ms after the call%n",
                    device, flooded, flood, sent, STREAMS, forwarded, joins.done(), worstJoin / 1e6);
            System.out.printf("memory in KiB before %s, during %s resident, after %s%n", before, during, after);
            for (int i = 0; i < steady.size(); i++) {
                Reception seen = receptions.get(i).get();
                Host host = steady.get(i);
                assertEquals(0, counters.count(host.name(), InterfaceCounter.OUT_DISCARDS), counters::toString);
                assertEquals(forwarded, seen.received(), () -> seen + "\n" + counters);
            }
            assertEquals(createdBefore, created(lab, streams), "entries of established streams were made anew");
            assertEquals(0, counters.count(Fate.DROPPED_NO_BUFFER), counters::toString);
            assertTrue(
                    sent - forwarded <= missedByDevice(counters, sent, flooded),
                    () -> sent + " sent, " + forwarded + " forwarded\n" + counters);
            assertTrue(worstJoin < WITHIN_NANOS, () -> "a join took " + worstJoin + " ns");
            for (int i = 0; i < planes.size(); i++) {
                after.get(i).assertNoMoreThan(before.get(i), HEAP_MARGIN_KIB, MEMORY_MARGIN_KIB);
            }
        }
    }

    private static Object outcome(Future<?> done) {
        return done.state() == Future.State.FAILED ? done.exceptionNow() : done.resultNow();
    }

    /** When the entries of the streams were made: a stream whose entry was never away was never without one. */
    private static Map<Long, Long> created(AppliedLab lab, ManyStreams streams) {
        Map<Long, Long> created = new HashMap<>();
        try (MfeTable table = MfeTable.open(lab.sharedDirectory())) {
            for (int i = 0; i < streams.count(); i++) {
                Mfe mfe = table.get(Mfe.key(streams.source(i), streams.group(i)));
                if (mfe != null) {
                    created.put(mfe.key(), mfe.created());
                }
            }
        }
        assertEquals(streams.count(), created.size(), "entries of established streams");
        return created;
    }

    /** What came to the link and did not come to the worker, to which a few other datagrams came before. */
    private static long missedByDevice(CounterSnapshot counters, int sent, int flooded) {
        return Math.max(0, (long) sent + flooded - counters.count("west", InterfaceCounter.IN_PACKETS));
    }

    private static List<ProcessMemory> memory(List<Appliance> planes) throws Exception {
        List<ProcessMemory> memory = new ArrayList<>();
        for (Appliance plane : planes) {
            memory.add(ProcessMemory.of(plane.pid()));
        }
        return memory;
    }

    private static PacedFrames.Source unknownStreams() {
        Random random = new Random(1);
        return (i, send) -> {
            int source = i % 2 == 0 ? random.nextInt() : NETWORK | (random.nextInt() & HOST_BITS);
            int group = CLASS_D | (random.nextInt() & CLASS_D_MASK);
            send.accept(UdpFrame.of(source, group, FLOOD_PORT, FRAME));
        };
    }

    /** How many datagrams the entries of the streams have forwarded, once that is told no more: about a second late. */
    private static long settledForwarded(AppliedLab lab, ManyStreams streams) throws InterruptedException {
        long last = forwarded(lab.sharedDirectory(), streams);
        long unchangedSince = System.nanoTime();
        while (System.nanoTime() - unchangedSince < SETTLED_NANOS) {
            TimeUnit.MILLISECONDS.sleep(100);
            long now = forwarded(lab.sharedDirectory(), streams);
            if (now != last) {
                last = now;
                unchangedSince = System.nanoTime();
            }
        }
        return last;
    }

    private static long forwarded(SharedDirectory directory, ManyStreams streams) {
        long packets = 0;
        try (MfeTable table = MfeTable.open(directory);
                MfeCounterFile counts = MfeCounterFile.open(directory)) {
            for (int i = 0; i < streams.count(); i++) {
                Mfe mfe = table.get(Mfe.key(streams.source(i), streams.group(i)));
                if (mfe != null) {
                    packets += counts.count(mfe.counters(), mfe.key(), MfeCounter.PACKETS);
                }
            }
        }
        return packets;
    }
}
