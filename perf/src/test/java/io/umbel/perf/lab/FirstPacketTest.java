package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** New streams to hosts that have joined already: not even their first packets are lost. */
@LabTest
class FirstPacketTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final int STREAMS = 1000;
    private static final int PACKETS = 10;
    private static final int GROUPS = 10;
    private static final int STREAMS_A_SECOND = 500;

    @TempDir
    private Path directory;

    private Lab lab;
    private final List<Appliance> planes = new ArrayList<>();

    @BeforeEach
    void buildLab() {
        lab = Lab.build(HOME);
    }

    @AfterEach
    void takeDownLab() {
        planes.forEach(Appliance::close);
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({"af_packet,both", "af_packet,control data", "af_xdp,both", "af_xdp,control data"})
    void noPacketOfAThousandNewStreamsIsLost(String device, String processes) throws Exception {
        for (String plane : processes.split(" ", -1)) {
            Appliance started = Appliance.start(lab, HOME, configuration(device), "--plane", plane);
            planes.add(started);
            assertTrue(started.isReady(), started::output);
        }
        ManyStreams streams = ManyStreams.of(STREAMS, PACKETS, GROUPS);
        List<Receiver> receivers = new ArrayList<>();
        List<Future<Reception>> receptions = new ArrayList<>();
        for (Host host : lab.receivers()) {
            Receiver receiver = streams.receiver(host);
            receivers.add(receiver);
            receptions.add(host.start(receiver));
            assertTrue(receiver.awaitJoined());
        }
        awaitMemberships();
        lab.sender().start(streams.oneAfterTheOther(STREAMS_A_SECOND)).get();
        awaitUntil(() -> receivers.stream().allMatch(each -> each.received() == STREAMS * PACKETS));
        receivers.forEach(Receiver::finish);
        for (Future<Reception> reception : receptions) {
            Reception seen = reception.get();
            assertEquals(0, seen.lost(), () -> seen + "\n" + counters());
            assertEquals(0, seen.outOfOrder(), seen::toString);
        }
    }

    /**
     * Waits until the appliance knows what the hosts have joined: a host that joins one more group reports that after the
     * others, and gets its stream.
     */
    private void awaitMemberships() throws Exception {
        Stream probe = Stream.of(10_000, 1000, TestDatagram.SMALLEST_PAYLOAD);
        List<Receiver> receivers = new ArrayList<>();
        List<Future<Reception>> receptions = new ArrayList<>();
        for (Host host : lab.receivers()) {
            Receiver receiver = new Receiver(probe, host);
            receivers.add(receiver);
            receptions.add(host.start(receiver));
        }
        Sender sender = new Sender(probe, lab.sender().address());
        Future<Integer> sending = lab.sender().start(sender);
        awaitUntil(() -> receivers.stream().allMatch(each -> each.received() > 0));
        sender.finish();
        sending.get();
        receivers.forEach(Receiver::finish);
        for (Future<Reception> reception : receptions) {
            assertTrue(reception.get().received() > 0, "the appliance does not forward at all");
        }
    }

    /** Waits until the condition is met, or for ten seconds: whether it was is for the assertions that follow. */
    private static void awaitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private String counters() {
        return CounterSnapshot.take(new SharedDirectory(lab.sharedDirectory())).toString();
    }

    /** The sender's link has room for a thousand hosts. */
    private Path configuration(String device) throws Exception {
        String yaml = Files.readString(HOME.resolve("dpdk-scripts/igmp-" + device + ".yaml"));
        return Files.writeString(directory.resolve(device + ".yaml"), yaml.replace("10.0.1.1/24", "10.0.0.1/16"));
    }
}
