package io.umbel.perf.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Control plane and data plane as two processes, one of which is killed while a stream flows. */
@LabTest
class RestartTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final int RATE = 1000;

    /** Longer than the grace time of a control plane that takes over. */
    private static final int TAKEOVER_SECONDS = 15;

    private Lab lab;
    private final List<Appliance> planes = new ArrayList<>();

    @BeforeEach
    void buildLab() throws Exception {
        lab = Lab.build(HOME);
    }

    @AfterEach
    void takeDownLab() {
        planes.forEach(Appliance::close);
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-af_packet.yaml", "demo-af_xdp.yaml", "igmp-af_packet.yaml", "igmp-af_xdp.yaml"})
    void killedControlPlaneCostsNoPacketOfAnEstablishedStream(String configuration) throws Exception {
        Appliance control = start(configuration, "control");
        Appliance data = start(configuration, "data");
        // The stream is established before it is measured: it has its entry.
        new StreamInProgress(1).end();
        StreamInProgress stream = new StreamInProgress(8 + TAKEOVER_SECONDS);
        stream.awaitSeconds(2);
        control.kill();
        stream.awaitSeconds(2);
        start(configuration, "control");
        stream.awaitSeconds(TAKEOVER_SECONDS);
        assertAll(stream.end().stream().map(seen -> () -> assertEquals(0, seen.lost(), seen::toString)));
        assertTrue(data.output().contains("the control plane is gone, or stands still"), data::output);
        assertTrue(data.output().contains("the control plane is back"), data::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-af_packet.yaml", "demo-af_xdp.yaml", "igmp-af_packet.yaml", "igmp-af_xdp.yaml"})
    void killedDataPlaneForwardsAgainWithoutTheControlPlanesHelp(String configuration) throws Exception {
        Appliance control = start(configuration, "control");
        Appliance data = start(configuration, "data");
        StreamInProgress stream = new StreamInProgress(24);
        stream.awaitSeconds(2);
        int sentBefore = stream.sent();
        data.kill();
        start(configuration, "data");
        int sentUntilReady = stream.sent();
        for (Reception seen : stream.end()) {
            assertTrue(seen.received() > sentBefore, seen::toString);
            assertTrue(seen.lost() <= sentUntilReady - sentBefore, seen::toString);
        }
        assertTrue(control.output().contains("the data plane is gone, or stands still"), control::output);
        assertTrue(control.output().contains("the data plane is back"), control::output);
    }

    private Appliance start(String configuration, String plane) throws Exception {
        Appliance started =
                Appliance.start(lab, HOME, HOME.resolve("dpdk-scripts").resolve(configuration), "--plane", plane);
        planes.add(started);
        assertTrue(started.isReady(), started::output);
        return started;
    }

    /** A stream of so many seconds that has begun, with its receivers. */
    private final class StreamInProgress {
        private final List<Receiver> receivers = new ArrayList<>();
        private final List<Future<Reception>> receptions = new ArrayList<>();
        private final Sender sender;
        private final Future<Integer> sending;

        StreamInProgress(int seconds) throws Exception {
            Stream stream = Stream.of(RATE * seconds, RATE, 100);
            for (Host host : lab.receivers()) {
                Receiver receiver = new Receiver(stream, host);
                receivers.add(receiver);
                receptions.add(host.start(receiver));
                assertTrue(receiver.awaitJoined());
            }
            sender = new Sender(stream, lab.sender().address());
            sending = lab.sender().start(sender);
        }

        int sent() {
            return sender.sent();
        }

        /** Waits until so many more seconds' worth has been sent. */
        void awaitSeconds(int seconds) throws InterruptedException {
            int until = sender.sent() + RATE * seconds;
            while (sender.sent() < until && !sending.isDone()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }

        List<Reception> end() throws Exception {
            sending.get();
            // As in the demonstration: time for the last datagrams to arrive.
            TimeUnit.MILLISECONDS.sleep(500);
            receivers.forEach(Receiver::finish);
            List<Reception> seen = new ArrayList<>();
            for (Future<Reception> reception : receptions) {
                seen.add(reception.get());
            }
            return seen;
        }
    }
}
