package io.umbel.perf.lab;

import java.nio.file.Path;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The appliance and hosts that were not written here: Linux kernels that speak each version of IGMP. Each test has groups of its
 * own.
 */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelHostsTest {
    private LabAtWork lab;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        lab = new LabAtWork(directory).appliance(usual -> usual);
    }

    @AfterEach
    void endStreams() {
        lab.endStreams();
    }

    @AfterAll
    void end() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theStreamOfAHostThatLeavesStopsWithinTheLastMemberTime(int version) throws Exception {
        Host host = lab.east(2);
        speak(host, version);
        Stream stream = lab.stream("239.2.1." + version);
        Listener listener = lab.join(host, stream);
        IgmpSighting report = lab.awaitMessage(host, 0, message -> message.reports(stream.group()));
        assertEquals(version, report.version());
        lab.awaitFlow(host, stream);

        long left = lab.leave(host, listener, stream);
        lab.assertStopsAfterLastMemberTime(host, stream, left);
        assertEquals(
                2,
                lab.messages(host, left, message -> message.asksFor(stream.group()))
                        .size(),
                "group-specific queries");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void whoStaysOnTheLinkLosesNothingWhenAnotherLeaves(int version) throws Exception {
        Host leaving = lab.east(1);
        Host staying = lab.neighbour(1);
        speak(leaving, version);
        speak(staying, version);
        Stream stream = lab.stream("239.2.2." + version);
        Listener listener = lab.join(leaving, stream);
        Receiver receiver = new Receiver(stream, staying, Membership.ofGroup(stream.group()), Attendance.MEANWHILE);
        Future<Reception> reception = staying.start(receiver);
        LabAtWork.await(() -> receiver.received() > 0, () -> "nothing comes to " + staying.name());

        long before = WallClock.nanos();
        listener.leave();
        // Of version 2, the last to have reported may be the other; then nothing is said and nothing asked.
        lab.pass(LabAtWork.LAST_MEMBER_NANOS + LabAtWork.SECOND);
        if (version == 3) {
            lab.awaitMessage(leaving, before, message -> message.asksFor(stream.group()));
        }
        int received = receiver.received();
        LabAtWork.await(() -> receiver.received() > received, () -> "nothing comes any more");
        receiver.leave();
        assertEquals(0, reception.get().lost());
    }

    @Test
    void aVersion1HostIsServedAndMakesLeavesOfItsGroupBeIgnored() throws Exception {
        Host older = lab.east(1);
        Host newer = lab.neighbour(1);
        speak(older, 1);
        speak(newer, 2);
        Stream stream = lab.stream("239.2.3.1");
        Listener silent = lab.join(older, stream);
        IgmpSighting report = lab.awaitMessage(older, 0, message -> message.reports(stream.group()));
        assertEquals(1, report.version());
        lab.awaitFlow(older, stream);
        silent.leave();

        Listener listener = lab.join(newer, stream);
        lab.awaitMessage(older, 0, message -> message.reports(stream.group()) && message.source() == newer.address());
        long before = WallClock.nanos();
        listener.leave();
        lab.awaitMessage(older, before, message -> message.leaves(stream.group()));
        lab.pass(LabAtWork.LAST_MEMBER_NANOS + LabAtWork.SECOND);
        assertTrue(
                lab.messages(older, before, message -> message.asksFor(stream.group()))
                        .isEmpty(),
                "nothing is asked: version 1 hosts would not answer");
        lab.awaitFlow(older, stream);
    }

    @Test
    void whereVersion2HostsMayBeAVersion3HostsBlockIsIgnored() throws Exception {
        Host older = lab.east(1);
        Host newer = lab.neighbour(1);
        speak(older, 2);
        speak(newer, 3);
        Stream stream = lab.stream("239.2.4.1");
        Membership oneSource = new Membership(stream.group(), lab.lab().sender().address());
        Listener second = lab.join(newer, stream, oneSource);
        lab.awaitFlow(older, stream);
        Listener first = lab.join(older, stream);
        lab.awaitMessage(older, 0, message -> message.reports(stream.group()) && message.version() == 2);
        first.leave();
        // What was asked for it is over, so that the answers are too.
        lab.pass(LabAtWork.LAST_MEMBER_NANOS + LabAtWork.SECOND / 2);

        long before = WallClock.nanos();
        second.leave();
        lab.awaitMessage(older, before, message -> message.leaves(stream.group()));
        lab.pass(LabAtWork.LAST_MEMBER_NANOS + LabAtWork.SECOND);
        lab.awaitFlow(older, stream);
    }

    @Test
    void aSourceSpecificMemberGetsItsSourceAndNotTheOther() throws Exception {
        Host host = lab.east(3);
        speak(host, 3);
        Stream stream = lab.stream("232.2.5.1");
        Stream unwanted = lab.stream(lab.lab().otherSource(), "232.2.5.1");
        Listener listener = lab.join(
                host, stream, new Membership(stream.group(), lab.lab().sender().address()));
        lab.awaitFlow(host, stream);

        long left = lab.leave(host, listener, stream);
        lab.assertStopsAfterLastMemberTime(host, stream, left);
        assertEquals(
                0,
                lab.tap(host)
                        .flow(lab.lab().otherSource().address(), unwanted.group())
                        .count());
    }

    @Test
    void nobodyGetsWhatNobodyJoined() throws Exception {
        Stream stream = lab.stream("239.2.6.1");
        Stream marker = lab.stream("239.2.6.2");
        lab.join(lab.east(3), marker);
        lab.awaitFlow(lab.east(3), marker);
        assertEquals(0, lab.flow(lab.east(3), stream).count());
        assertEquals(0, lab.flow(lab.east(1), marker).count());
    }

    /** Sets which version of IGMP the host's kernel speaks, whatever it hears. */
    private void speak(Host host, int version) throws Exception {
        lab.run(host, "sysctl", "-q", "-w", "net.ipv4.conf.all.force_igmp_version=" + version);
    }
}
