package io.umbel.perf.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The measuring hosts by themselves: a bridge of the kernel, which floods every frame, stands in for the appliance. */
@LabTest
class HostsTest {
    private Lab lab;

    @BeforeEach
    void buildLab() throws Exception {
        lab = Lab.build(Path.of(System.getProperty("umbel.home")));
        inAppliance("ip link add bridge0 up type bridge mcast_snooping 0");
        for (int i = 0; i < 4; i++) {
            inAppliance("ip link set r" + i + " master bridge0");
        }
    }

    @AfterEach
    void takeDownLab() {
        lab.close();
    }

    @Test
    void everyReceiverCountsEveryDatagramOnce() throws Exception {
        Stream stream = Stream.of(2_000, 20_000, 100);
        assertAll(
                receptionsOf(stream, stream).stream().map(seen -> () -> assertTrue(seen.isPerfect(), seen::toString)));
    }

    @Test
    void datagramsOfALargerPayloadFillTheFrame() throws Exception {
        Stream stream = Stream.of(500, 5_000, TestDatagram.LARGEST_PAYLOAD);
        assertAll(
                receptionsOf(stream, stream).stream().map(seen -> () -> assertTrue(seen.isPerfect(), seen::toString)));
    }

    @Test
    void whatIsNotSentIsLost() throws Exception {
        Stream expected = Stream.of(1_000, 20_000, 100);
        Stream shorter =
                new Stream(expected.run(), expected.group(), expected.port(), 990, expected.rate(), expected.payload());
        for (Reception seen : receptionsOf(expected, shorter)) {
            assertEquals(10, seen.lost(), seen::toString);
        }
    }

    @Test
    void anotherRunsDatagramsAreForeign() throws Exception {
        for (Reception seen : receptionsOf(Stream.of(100, 20_000, 100), Stream.of(100, 20_000, 100))) {
            assertEquals(100, seen.foreign(), seen::toString);
            assertEquals(100, seen.lost(), seen::toString);
        }
    }

    /** What the receivers see that expect one stream while another is sent. */
    private List<Reception> receptionsOf(Stream expected, Stream sent) throws Exception {
        List<Receiver> receivers = new ArrayList<>();
        List<Future<Reception>> receptions = new ArrayList<>();
        for (Host host : lab.receivers()) {
            Receiver receiver = new Receiver(expected, host);
            receivers.add(receiver);
            receptions.add(host.start(receiver));
            assertTrue(receiver.awaitJoined());
        }
        lab.sender().start(new Sender(sent, lab.sender().address())).get();
        List<Reception> seen = new ArrayList<>();
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).finish();
            seen.add(receptions.get(i).get());
        }
        return seen;
    }

    private void inAppliance(String command) throws Exception {
        Process process = lab.startInAppliance(List.of(command.split(" ", -1)));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), command + ": " + said);
    }
}
