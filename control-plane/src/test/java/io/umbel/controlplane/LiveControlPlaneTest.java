package io.umbel.controlplane;

import io.umbel.config.ApiConfig;
import io.umbel.config.ApplianceConfig;
import io.umbel.config.ControlPlaneConfig;
import io.umbel.config.DataPlaneConfig;
import io.umbel.config.InterfaceAddress;
import io.umbel.config.InterfaceConfig;
import io.umbel.config.LimitsConfig;
import io.umbel.config.RouteConfig;
import io.umbel.dataplane.contract.HeardChanges;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.igmp.GroupPolicy;
import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The control plane with IGMP; the test is its data plane, and writes what that would write into the rings. */
@Timeout(60)
class LiveControlPlaneTest {
    private static final int SOURCE = Ipv4Address.parse("10.0.1.2");
    private static final int GROUP = Ipv4Address.parse("239.1.1.1");
    private static final int WEST = 1;
    private static final int EAST = 2;
    private static final int ETHERNET_LENGTH = 14;
    private static final Duration NO_END = Duration.ofHours(1);

    /** An IGMPv3 report of 10.1.1.2, with Router Alert: EXCLUDE {} of 239.1.1.1. */
    private static final byte[] JOIN = frame(
            0x46, 0xc0, 0, 40, 0, 0, 0x40, 0, 1, 2, 0, 0, 10, 1, 1, 2, 224, 0, 0, 22, 0x94, 4, 0, 0, //
            0x22, 0, 0, 0, 0, 0, 0, 1, 4, 0, 0, 0, 239, 1, 1, 1);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @Test
    void firstPacketOfAStreamThatAHostHasJoinedMakesItsEntry() {
        try (ControlPlane _ = start(NO_END)) {
            punt(JOIN);
            await(() -> ask() && oifs().equals(List.of(EAST)));
        }
    }

    @Test
    void firstPacketOfAStreamThatNobodyWantsMakesANegativeEntry() {
        try (ControlPlane _ = start(NO_END)) {
            await(() -> ask() && entries() == 1);
            assertEquals(List.of(), oifs());
        }
    }

    @Test
    void streamFromBeyondARouterArrivesWhereTheRouteSays() {
        Ipv4 router = Ipv4.parse("10.1.1.254");
        try (ControlPlane _ = start(NO_END, new RouteConfig(Ipv4Prefix.parse("10.0.1.2/32"), EAST, router))) {
            await(() -> ask() && entries() == 1);
            try (MfeTable table = MfeTable.open(directory.get())) {
                Mfe mfe = Objects.requireNonNull(table.get(Mfe.key(SOURCE, GROUP)));
                assertEquals(EAST, mfe.iif());
                assertEquals(router.bits(), mfe.upstream());
            }
        }
    }

    @Test
    void streamOfAStaticGroupNeedsNoHost() {
        IgmpConfig igmp = IgmpConfig.DEFAULTS.withStaticGroups(Set.of(SourceGroup.anySource(new Ipv4(GROUP))));
        try (ControlPlane _ = start(NO_END, igmp)) {
            await(() -> ask() && oifs().equals(List.of(EAST)));
        }
    }

    @Test
    void groupThatThePolicyDeniesIsNotForwarded() {
        GroupPolicy policy = new GroupPolicy(
                List.of(new GroupPolicy.Rule(GroupPolicy.Action.DENY, Ipv4Prefix.parse("239.1.0.0/16"))),
                GroupPolicy.Action.ALLOW);
        try (ControlPlane controlPlane = start(NO_END, IgmpConfig.DEFAULTS.withGroupPolicy(policy))) {
            punt(JOIN);
            await(() -> ask() && entries() == 1);
            // Two commands have a whole duty cycle between them, in which the report has been read.
            controlPlane.submit(_ -> true).join();
            controlPlane.submit(_ -> true).join();
            assertEquals(List.of(), oifs());
        }
    }

    @Test
    void generalQueryGoesToEveryInterfaceAtStart() {
        try (ControlPlane _ = start(NO_END);
                Injections injections = Injections.open(directory.get())) {
            List<Integer> asked = new ArrayList<>();
            var handler = Injections.handler((index, type, destination, octets, length) -> {
                asked.add(index);
                assertEquals(0x0100_5e00_0001L, destination);
            });
            await(() -> injections.poll(handler, 10) >= 0 && asked.size() >= 2);
            assertEquals(List.of(WEST, EAST), asked.subList(0, 2));
        }
    }

    @Test
    void successorLeavesAnEntryAloneThatItsHostsStillWant() {
        try (ControlPlane _ = start(NO_END)) {
            punt(JOIN);
            await(() -> ask() && oifs().equals(List.of(EAST)));
        }
        try (MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
            HeardChanges.by(subscriber);
            punt(JOIN);
            try (ControlPlane successor = start(Duration.ofMillis(300))) {
                awaitTakeover(successor);
                assertEquals(List.of(EAST), oifs());
                assertEquals(List.of("lapped"), HeardChanges.by(subscriber));
            }
        }
    }

    @Test
    void successorTakesTheBranchAwayThatNobodyWantsAnyMore() {
        try (ControlPlane _ = start(NO_END)) {
            punt(JOIN);
            await(() -> ask() && oifs().equals(List.of(EAST)));
        }
        try (ControlPlane _ = start(Duration.ofMillis(300))) {
            assertEquals(List.of(EAST), oifs(), "the grace time has just begun");
            await(() -> oifs().isEmpty());
        }
    }

    private ControlPlane start(Duration grace, RouteConfig... routes) {
        return start(grace, IgmpConfig.DEFAULTS, routes);
    }

    /** @param east how IGMP works on {@link #EAST} */
    private ControlPlane start(Duration grace, IgmpConfig east, RouteConfig... routes) {
        return ControlPlane.start(
                new ApplianceConfig(
                        directory.get(),
                        LimitsConfig.DEFAULT,
                        ControlPlaneConfig.DEFAULT,
                        DataPlaneConfig.DEFAULT,
                        ApiConfig.DEFAULT,
                        List.of(withIgmp(WEST, "10.0.1.1", IgmpConfig.DEFAULTS), withIgmp(EAST, "10.1.1.1", east)),
                        List.of(routes),
                        List.of()),
                InstantSource.system(),
                grace);
    }

    private static InterfaceConfig withIgmp(int index, String address, IgmpConfig igmp) {
        return new InterfaceConfig(
                index,
                "interface-" + index,
                "net_null" + index,
                Optional.empty(),
                InterfaceConfig.UNTAGGED,
                new InterfaceAddress(Ipv4Address.parse(address), 24),
                InterfaceConfig.DEFAULT_MTU,
                Optional.of(igmp));
    }

    /** A frame around the octets of an IPv4 header of 24 octets and an IGMP message, whose checksums it fills in. */
    private static byte[] frame(int... octets) {
        byte[] datagram = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            datagram[i] = (byte) octets[i];
        }
        putChecksum(datagram, 0, 24, 10);
        putChecksum(datagram, 24, datagram.length, 26);
        byte[] frame = new byte[ETHERNET_LENGTH + datagram.length];
        frame[12] = 8;
        System.arraycopy(datagram, 0, frame, ETHERNET_LENGTH, datagram.length);
        return frame;
    }

    private static void putChecksum(byte[] octets, int from, int to, int place) {
        int sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += (octets[i] & 0xff) * 256 + (octets[i + 1] & 0xff);
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        octets[place] = (byte) (~sum >> 8);
        octets[place + 1] = (byte) ~sum;
    }

    private void punt(byte[] frame) {
        try (Punts punts = Punts.open(directory.get());
                Arena arena = Arena.ofConfined()) {
            MemorySegment octets = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
            int begun = punts.begin(EAST, frame.length);
            punts.append(begun, 0, octets.address(), frame.length);
            punts.end(begun);
        }
    }

    /** The data plane asks for the stream's entry. */
    private boolean ask() {
        if (entries() > 0) {
            return true;
        }
        try (Upcalls upcalls = Upcalls.open(directory.get());
                Arena arena = Arena.ofConfined()) {
            return upcalls.noMfe(SOURCE, GROUP, WEST, arena.allocate(20).address(), 20);
        }
    }

    /** Once a command has run after an entry was confirmed, the takeover is over: both are the same thread's. */
    private void awaitTakeover(ControlPlane controlPlane) {
        await(() -> controlPlane.takeoverIsOver());
        assertEquals(true, controlPlane.submit(_ -> true).join());
    }

    private List<Integer> oifs() {
        try (MfeTable table = MfeTable.open(directory.get())) {
            Mfe mfe = table.get(Mfe.key(SOURCE, GROUP));
            return mfe == null ? List.of() : Arrays.stream(mfe.oifs()).boxed().toList();
        }
    }

    private long entries() {
        try (MfeTable table = MfeTable.open(directory.get())) {
            return table.size();
        }
    }

    /** Asks again and again; the test's time-out ends it. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
