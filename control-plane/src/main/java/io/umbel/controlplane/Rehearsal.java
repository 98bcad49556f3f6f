package io.umbel.controlplane;

import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.mgm.Callback;
import io.umbel.mgm.CallbackSupervisor;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The way of a first packet, gone some hundred times before it matters: upcall, route, group manager, entry, shared table. The
 * first time, the JVM loads the classes on the way, and Chronicle makes some; that took 56 ms, in which a stream of 10,000
 * packets a second lost all but the 16 that are held. Everything is done on tables of its own that are gone afterwards.
 */
final class Rehearsal {
    private static final int PACKETS = 500;
    private static final InterfaceId UPSTREAM = InterfaceId.of(1);
    private static final InterfaceId DOWNSTREAM = InterfaceId.of(2);

    /** TEST-NET-1 (RFC 5737) and MCAST-TEST-NET (RFC 6676). */
    private static final Ipv4 SOURCES = Ipv4.parse("192.0.2.0");

    private static final Ipv4 GROUP = Ipv4.parse("233.252.0.1");

    private static final class Deaf implements CallbackSupervisor {
        @Override
        public void failed(ProtocolId client, Callback callback, Throwable thrown) {
            throw new IllegalStateException("the rehearsal's " + callback + " callback failed", thrown);
        }
    }

    /** What the data plane does with a change. */
    private record TableReader(MfeTable table) implements MfeChanges.Listener {
        @Override
        public void onPut(long key, long version) {
            if (table.get(key) == null) {
                throw new IllegalStateException("the rehearsal's table has lost an entry");
            }
        }

        @Override
        public void onRemove(long key, long version) {
            throw new IllegalStateException("the rehearsal removes nothing");
        }

        @Override
        public void onLapped() {
            table.forEach(_ -> {});
        }
    }

    private Rehearsal() {}

    static void run() {
        try {
            Path parent = Files.createTempDirectory("umbel-rehearsal");
            SharedDirectory directory = new SharedDirectory(parent.resolve("shared")).create();
            try {
                run(directory);
            } finally {
                directory.remove();
                Files.delete(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the rehearsal could not make its temporary directory: " + e.getMessage(), e);
        }
    }

    private static void run(SharedDirectory directory) {
        try (MfeTable table = MfeTable.createOrRecover(directory, 2 * PACKETS);
                MfeChanges.Publisher changes = MfeChanges.publisher(directory);
                EntryCounts counts = new EntryCounts(directory, SystemNanoClock.INSTANCE);
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory);
                Upcalls upcalls = Upcalls.openOrCreate(directory);
                Arena arena = Arena.ofConfined()) {
            MfePublisher publisher = new MfePublisher(table, changes, counts, InstantSource.system(), _ -> false);
            Route route = new Route(UPSTREAM, Ipv4.ZERO, 2, Ipv4.ZERO, Ipv4.ZERO);
            SerializedGroupManager manager = new SerializedGroupManager(
                    _ -> Optional.of(route), publisher, () -> 0, new Deaf(), MgmOptions.DEFAULTS);
            join(manager);
            UpcallReceiver receiver = new UpcallReceiver(upcalls, manager);
            TableReader reader = new TableReader(table);
            long header = arena.allocate(Upcalls.MAX_HEADER_LENGTH).address();
            for (int i = 0; i < PACKETS; i++) {
                upcalls.noMfe(SOURCES.bits() + i, GROUP.bits(), UPSTREAM.index(), header, Upcalls.MAX_HEADER_LENGTH);
                receiver.poll();
                publisher.flush();
                subscriber.poll(reader);
            }
        }
    }

    private static void join(SerializedGroupManager manager) {
        ProtocolHandle handle = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(1, 1));
        manager.takeInterfaceOwnership(handle, UPSTREAM);
        manager.takeInterfaceOwnership(handle, DOWNSTREAM);
        manager.addGroupMembership(handle, SourceGroup.anySource(GROUP), DOWNSTREAM, StateFlags.JOIN);
    }
}
