package io.umbel.controlplane;

import io.umbel.config.InterfaceAddress;
import io.umbel.config.InterfaceConfig;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.ScratchDirectory;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.igmp.DatagramWriter;
import io.umbel.igmp.GroupRecord;
import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.IgmpDatagram;
import io.umbel.igmp.IgmpMessage;
import io.umbel.igmp.RecordType;
import io.umbel.mgm.Callback;
import io.umbel.mgm.CallbackSupervisor;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import java.lang.foreign.Arena;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The way of a join, a first packet and a leave, gone many times before it matters: report, membership, upcall, route, entry,
 * shared table. The first time, the JVM loads the classes on the way, and Chronicle makes some; that took 56 ms, in which a
 * stream of 10,000 packets a second lost all but the 16 that are held. A host that joined had to wait for code that was not yet
 * compiled, half a millisecond and more. Here the control plane's share of the way; the data plane has
 * a rehearsal of its own. Everything is done on tables of its own that are gone afterwards.
 */
final class Rehearsal {
    /** Until the JVM has compiled it: from then on a join takes a tenth of what it takes the first few hundred times. */
    private static final int STREAMS = 2000;

    /** What there is time for in any case; the rest is left out where it would hold up the start. */
    private static final int LEAST_STREAMS = 500;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int UPSTREAM = 1;
    private static final int DOWNSTREAM = 2;

    /** Of TEST-NET-1 (RFC 5737) and MCAST-TEST-NET (RFC 6676). */
    private static final Ipv4 SOURCE = Ipv4.parse("192.0.2.2");

    private static final Ipv4 HOST = Ipv4.parse("192.0.2.130");
    private static final Ipv4 GROUPS = Ipv4.parse("233.252.0.0");

    private static final class Failing implements CallbackSupervisor {
        @Override
        public void failed(ProtocolId client, Callback callback, Throwable thrown) {
            throw new IllegalStateException("the rehearsal's " + callback + " callback failed", thrown);
        }
    }

    private Rehearsal() {}

    static void run() {
        try (ScratchDirectory scratch = new ScratchDirectory()) {
            run(scratch.get());
        }
    }

    private static void run(SharedDirectory directory) {
        try (MfeTable table = MfeTable.createOrRecover(directory, 2 * STREAMS);
                MfeChanges.Publisher changes = MfeChanges.publisher(directory);
                EntryCounts counts = new EntryCounts(directory, SystemNanoClock.INSTANCE);
                Upcalls upcalls = Upcalls.openOrCreate(directory);
                Injections injections = Injections.openOrCreate(directory);
                Arena arena = Arena.ofConfined()) {
            MfePublisher publisher = new MfePublisher(table, changes, counts, InstantSource.system(), _ -> false);
            Route route = new Route(InterfaceId.of(UPSTREAM), Ipv4.ZERO, 2, Ipv4.ZERO, Ipv4.ZERO);
            SerializedGroupManager manager = new SerializedGroupManager(
                    _ -> Optional.of(route), publisher, () -> 0, new Failing(), MgmOptions.DEFAULTS);
            IgmpSpeaker igmp = new IgmpSpeaker(
                    manager,
                    injections,
                    () -> 0,
                    List.of(withIgmp(UPSTREAM, "192.0.2.1/25"), withIgmp(DOWNSTREAM, "192.0.2.129/25")));
            UpcallReceiver receiver = new UpcallReceiver(upcalls, manager);
            long header = arena.allocate(Upcalls.MAX_HEADER_LENGTH).address();
            long deadline = System.nanoTime() + MOST_NANOS;
            for (int i = 0; i < STREAMS && (i < LEAST_STREAMS || System.nanoTime() < deadline); i++) {
                Ipv4 group = new Ipv4(GROUPS.bits() + i);
                igmp.onDatagram(DOWNSTREAM, report(RecordType.CHANGE_TO_EXCLUDE_MODE, group));
                igmp.advance();
                upcalls.noMfe(SOURCE.bits(), group.bits(), UPSTREAM, header, Upcalls.MAX_HEADER_LENGTH);
                receiver.poll();
                publisher.flush();
                igmp.onDatagram(DOWNSTREAM, report(RecordType.CHANGE_TO_INCLUDE_MODE, group));
                publisher.flush();
                igmp.onDatagram(DOWNSTREAM, report(RecordType.ALLOW_NEW_SOURCES, group, SOURCE));
                publisher.flush();
                igmp.onDatagram(DOWNSTREAM, report(RecordType.BLOCK_OLD_SOURCES, group, SOURCE));
                publisher.flush();
            }
        }
    }

    private static InterfaceConfig withIgmp(int index, String address) {
        String[] parts = address.split("/", 2);
        return new InterfaceConfig(
                index,
                "rehearsal",
                "none",
                Optional.empty(),
                InterfaceConfig.UNTAGGED,
                new InterfaceAddress(Ipv4.parse(parts[0]).bits(), Integer.parseInt(parts[1])),
                InterfaceConfig.DEFAULT_MTU,
                Optional.of(IgmpConfig.DEFAULTS.withImmediateLeave(true)));
    }

    private static byte[] report(RecordType type, Ipv4 group, Ipv4... sources) {
        GroupRecord record = new GroupRecord(type, group, List.of(sources));
        return DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV3(List.of(record))));
    }
}
