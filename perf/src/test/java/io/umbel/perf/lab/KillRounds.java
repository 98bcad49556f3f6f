package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Either plane is killed, again and again, under traffic. */
abstract class KillRounds {
    private static final int GROUPS = 10;
    private static final int ENTRIES = 100_000;
    private static final int RATE = 10_000;
    private static final int FIRST_RECEIVER_INTERFACE = 2;

    @TempDir
    private Path directory;

    private final int rounds;

    KillRounds(int rounds) {
        this.rounds = rounds;
    }

    /**
     * A hundred streams to two hosts, which must not notice; the third joins and leaves while nobody is there to hear it,
     * and the map must say in the end what it wants.
     */
    @Test
    void killedControlPlaneCostsNothingAndComesBackToWhatTheHostsWant() throws Exception {
        int streamCount = 100;
        try (AppliedLab lab = AppliedLab.build(directory.resolve("kill.yaml"), AppliedLab.withIgmp("af_packet"))) {
            Appliance control = lab.start("control");
            lab.start("data");
            ManyStreams streams = ManyStreams.of(streamCount, 20 * 60 * 20, GROUPS);
            List<Host> steady = lab.receivers().subList(0, 2);
            Host changing = lab.receivers().get(2);
            Audience audience = Audience.of(steady, streams::receiverInTurn);
            List<Receiver> receivers = audience.receivers();
            List<Future<Reception>> receptions = audience.receptions();
            lab.awaitMemberships(steady);
            PacedFrames frames = streams.inTurn(0, 2000);
            Future<Integer> sending = lab.sender().start(frames);
            awaitMap(lab, streams, steady.size());
            // Now they are established: what comes before may wait for its entry too long on a busy machine.
            int from = frames.sent();
            Receiver comingAndGoing = streams.receiverInTurn(changing);
            Future<Reception> presence = null;
            for (int round = 1; round <= rounds; round++) {
                control.kill();
                if (presence == null) {
                    comingAndGoing = streams.receiverInTurn(changing);
                    presence = changing.start(comingAndGoing);
                    assertTrue(comingAndGoing.awaitJoined());
                } else {
                    comingAndGoing.leave();
                    presence.get();
                    presence = null;
                }
                control = lab.start("control");
                awaitMap(lab, streams, steady.size() + (presence == null ? 0 : 1));
            }
            frames.finish();
            int sent = sending.get();
            AppliedLab.awaitUntil(() -> receivers.stream().allMatch(each -> received(each, from, sent) == sent - from));
            System.out.printf("control plane killed %d times, %d datagrams sent%n", rounds, sent);
            for (int i = 0; i < receivers.size(); i++) {
                receivers.get(i).finish();
                Reception seen = receptions.get(i).get();
                assertEquals(sent - from, received(receivers.get(i), from, sent), () -> seen + "\n" + lab.counters());
                assertEquals(0, seen.duplicated(), seen::toString);
            }
            comingAndGoing.leave();
        }
    }

    /** Waits until the map holds these streams and no others, each to the first so many receivers. */
    private static void awaitMap(AppliedLab lab, ManyStreams streams, int receivers) throws Exception {
        int[] oifs = new int[receivers];
        Arrays.setAll(oifs, i -> FIRST_RECEIVER_INTERFACE + i);
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < streams.count(); i++) {
            expected.put(Mfe.format(Mfe.key(streams.source(i), streams.group(i))), Arrays.toString(oifs));
        }
        AppliedLab.awaitUntil(() -> map(lab, streams).equals(expected));
        assertEquals(expected, map(lab, streams));
    }

    private static Map<String, String> map(AppliedLab lab, ManyStreams streams) {
        Map<String, String> found = new HashMap<>();
        try (MfeTable table = MfeTable.open(lab.sharedDirectory())) {
            table.forEach(mfe -> {
                if (mfe.group() >= streams.group(0)) {
                    found.put(Mfe.format(mfe.key()), Arrays.toString(mfe.oifs()));
                }
            });
        }
        return found;
    }

    /**
     * Every one of 100,000 entries forwards again, nobody is asked for any, and no frame that the device has handed over is
     * lost. What comes before the device is open, or faster than it can be taken, is the device's loss.
     */
    @Test
    void killedDataPlaneForwardsByEveryEntryFromTheFirstFrameOn() throws Exception {
        ManyStreams streams = ManyStreams.of(ENTRIES, 4 * rounds + 4, GROUPS);
        try (AppliedLab lab = AppliedLab.build(directory.resolve("kill.yaml"), withStaticMroutes(streams))) {
            lab.start("control");
            Appliance data = lab.start("data");
            Host host = lab.receivers().getFirst();
            Receiver receiver = streams.receiverInTurn(host);
            Future<Reception> reception = host.start(receiver);
            assertTrue(receiver.awaitJoined());
            int sent = 0;
            for (int round = 1; round <= rounds; round++) {
                PacedFrames frames = streams.inTurn(sent, RATE);
                Future<Integer> sending = lab.sender().start(frames);
                int before = sent;
                AppliedLab.awaitUntil(() -> receiver.tally().firstFrom(before) >= 0);
                data.kill();
                long killed = System.nanoTime();
                int sentUntilKilled = sent + frames.sent();
                data = lab.start("data");
                long ready = System.nanoTime();
                AppliedLab.awaitUntil(() -> receiver.tally().firstFrom(sentUntilKilled) >= 0);
                int first = receiver.tally().firstFrom(sentUntilKilled);
                assertTrue(first >= 0, "nothing is forwarded after round " + round);
                AppliedLab.awaitUntil(() -> entriesSeen(receiver, first, before + frames.sent()) == ENTRIES);
                long whole = System.nanoTime();
                frames.finish();
                sent += sending.get();
                int sentInAll = sent;
                assertEquals(ENTRIES, entriesSeen(receiver, first, sent), lab.counters()::toString);
                AppliedLab.awaitUntil(
                        () -> lab.counters().count(Fate.FORWARDED) == received(receiver, first, sentInAll));
                CounterSnapshot counters = lab.counters();
                long received = received(receiver, first, sent);
                System.out.printf(
                        "data plane killed, round %d: ready after %d ms, the first frame taken was sent after %d ms, "
                                + "each of %d entries had forwarded one after %d ms (%d a second); of %d frames sent since the "
                                + "first, the device lost %d%n",
                        round,
                        TimeUnit.NANOSECONDS.toMillis(ready - killed),
                        (first - sentUntilKilled) * 1000L / RATE,
                        ENTRIES,
                        TimeUnit.NANOSECONDS.toMillis(whole - killed),
                        RATE,
                        sent - first,
                        sent - first - received);
                assertEquals(received, counters.count(Fate.FORWARDED), counters::toString);
                assertEquals(received, counters.count("west", InterfaceCounter.IN_PACKETS), counters::toString);
                assertEquals(0, counters.count(ExchangeCounter.NO_MFE), counters::toString);
            }
            receiver.finish();
            reception.get();
        }
    }

    private static int received(Receiver receiver, int from, int to) {
        return (int) IntStream.range(from, to).filter(receiver.tally()::arrived).count();
    }

    /** How many entries forwarded at least one of these datagrams. */
    private static int entriesSeen(Receiver receiver, int from, int to) {
        BitSet seen = new BitSet(ENTRIES);
        IntStream.range(from, to).filter(receiver.tally()::arrived).forEach(number -> seen.set(number % ENTRIES));
        return seen.cardinality();
    }

    /** Ports that keep what comes from the moment they are open: 3 s of it. */
    private static String withStaticMroutes(ManyStreams streams) {
        StringBuilder yaml = new StringBuilder("""
                limits: { entries: %d }
                interfaces:
                  - { name: west, device: "net_af_packet0,iface=r0,framecnt=32768", address: 10.0.0.1/16 }
                  - { name: east1, device: "net_af_packet1,iface=r1,framecnt=4096", address: 10.1.1.1/24 }
                static-mroutes:
                """.formatted(streams.count()));
        for (int i = 0; i < streams.count(); i++) {
            yaml.append("  - { source: ")
                    .append(Ipv4Address.format(streams.source(i)))
                    .append(", group: ")
                    .append(Ipv4Address.format(streams.group(i)))
                    .append(", iif: west, oifs: [east1] }\n");
        }
        return yaml.toString();
    }
}
