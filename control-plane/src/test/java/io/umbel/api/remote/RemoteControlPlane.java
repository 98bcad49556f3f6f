package io.umbel.api.remote;

import io.umbel.api.Access;
import io.umbel.config.ApiConfig;
import io.umbel.config.ApplianceConfig;
import io.umbel.config.ControlPlaneConfig;
import io.umbel.config.DataPlaneConfig;
import io.umbel.config.InterfaceAddress;
import io.umbel.config.InterfaceConfig;
import io.umbel.config.LimitsConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import io.umbel.remote.RemoteLimits;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A control plane with remote clients over gRPC, four interfaces (10.N.0.0/16 is towards interface N) and a local protocol on
 * interface 1. The test is its data plane.
 */
final class RemoteControlPlane implements AutoCloseable {
    private static final int HEADER_LENGTH = 20;

    private final SharedDirectory directory;
    private final ControlPlane controlPlane;
    private final RemoteServer server;
    private final ProtocolHandle local;
    /** What the local protocol was told. */
    private final BlockingQueue<String> alerts = new LinkedBlockingQueue<>();

    RemoteControlPlane(SharedDirectory directory, RemoteLimits limits, Optional<Path> token) {
        this.directory = directory;
        ControlPlaneConfig control = new ControlPlaneConfig(Duration.ofSeconds(1), limits, OptionalInt.empty());
        ApplianceConfig config = new ApplianceConfig(
                directory,
                LimitsConfig.DEFAULT,
                control,
                DataPlaneConfig.DEFAULT,
                new ApiConfig(
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        true,
                        Optional.empty(),
                        token),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(RemoteControlPlane::interfaceOf)
                        .toList(),
                List.of(),
                List.of());
        controlPlane = ControlPlane.start(config);
        server = RemoteServer.start(controlPlane, limits, Access.of(config.api()), 0);
        RoutingProtocolCallbacks hears = new RoutingProtocolCallbacks() {
            @Override
            public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
                alerts.add("JOIN " + entry);
            }

            @Override
            public OptionalInt onPruneAlert(PruneAlert alert) {
                alerts.add("PRUNE " + alert.entry());
                return OptionalInt.empty();
            }
        };
        local = controlPlane
                .submit(manager -> {
                    ProtocolHandle handle = manager.register(hears, new ProtocolId(8, 1));
                    manager.takeInterfaceOwnership(handle, InterfaceId.of(1));
                    return handle;
                })
                .join();
    }

    private static InterfaceConfig interfaceOf(int index) {
        return new InterfaceConfig(
                index,
                "interface-" + index,
                "net_null" + index,
                Optional.empty(),
                InterfaceConfig.UNTAGGED,
                new InterfaceAddress(Ipv4Address.parse("10." + index + ".0.1"), 16),
                InterfaceConfig.DEFAULT_MTU,
                Optional.empty());
    }

    /** Where clients find it. */
    String target() {
        return "127.0.0.1:" + server.port();
    }

    void locallyJoin(SourceGroup entry) {
        controlPlane
                .submit(manager -> {
                    manager.addGroupMembership(local, entry, InterfaceId.of(1), StateFlags.JOIN);
                    return true;
                })
                .join();
    }

    /** Joins so many groups, from 239.2.0.0 on, at once. */
    void locallyJoin(int groups) {
        int first = Ipv4Address.parse("239.2.0.0");
        controlPlane
                .submit(manager -> {
                    for (int i = 0; i < groups; i++) {
                        SourceGroup entry = SourceGroup.anySource(new Ipv4(first + i));
                        manager.addGroupMembership(local, entry, InterfaceId.of(1), StateFlags.JOIN);
                    }
                    return true;
                })
                .join();
    }

    /** The next thing that the local protocol is told. */
    String nextAlert() throws InterruptedException {
        return String.valueOf(alerts.poll(20, TimeUnit.SECONDS));
    }

    boolean isOwned(int index) {
        try {
            controlPlane.groupManager().protocolOnInterface(InterfaceId.of(index));
            return true;
        } catch (MgmException refused) {
            if (refused.status() != MgmStatus.NOT_FOUND) {
                throw refused;
            }
            return false;
        }
    }

    /** The data plane asks for the stream's entry. */
    void packet(String source, String group, int arrivedOn) {
        try (Upcalls upcalls = Upcalls.open(directory);
                Arena arena = Arena.ofConfined()) {
            long header = arena.allocate(HEADER_LENGTH).address();
            await(() -> upcalls.noMfe(
                    Ipv4Address.parse(source), Ipv4Address.parse(group), arrivedOn, header, HEADER_LENGTH));
        }
    }

    /** The data plane tells of a packet on the wrong interface. */
    void wrongInterface(String source, String group, int arrivedOn) {
        try (Upcalls upcalls = Upcalls.open(directory);
                Arena arena = Arena.ofConfined()) {
            long header = arena.allocate(HEADER_LENGTH).address();
            await(() -> upcalls.wrongInterface(
                    Ipv4Address.parse(source), Ipv4Address.parse(group), arrivedOn, header, HEADER_LENGTH));
        }
    }

    /** Waits for the stream's entry in the shared table: its incoming interface and then its branches. */
    List<Integer> awaitEntry(String source, String group) {
        long key = Mfe.key(Ipv4Address.parse(source), Ipv4Address.parse(group));
        try (MfeTable table = MfeTable.open(directory)) {
            await(() -> table.get(key) != null);
            Mfe mfe = table.get(key);
            return mfe == null
                    ? List.of()
                    : IntStream.concat(IntStream.of(mfe.iif()), Arrays.stream(mfe.oifs()))
                            .boxed()
                            .toList();
        }
    }

    boolean hasEntry(String source, String group) {
        try (MfeTable table = MfeTable.open(directory)) {
            return table.get(Mfe.key(Ipv4Address.parse(source), Ipv4Address.parse(group))) != null;
        }
    }

    /** Asks again and again; the test's time-out ends it. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        server.close();
        controlPlane.close();
    }
}
