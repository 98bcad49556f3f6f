package io.umbel.mgm;

import io.umbel.controlplane.SerializedGroupManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The fixture of the conformance cases: a manager with its surroundings, and the clients A to D and I (IGMP). */
final class Router {

    static final Ipv4 G1 = Ipv4.parse("239.1.1.1");
    static final Ipv4 G2 = Ipv4.parse("239.1.1.2");
    static final Ipv4 S1 = Ipv4.parse("10.0.0.1");
    static final Ipv4 S2 = Ipv4.parse("10.0.1.1");
    static final Ipv4 S4 = Ipv4.parse("10.0.3.1");
    static final Ipv4 S5 = Ipv4.parse("10.0.5.1");
    static final Ipv4 S8 = Ipv4.parse("198.51.100.8");
    static final Ipv4 S9 = Ipv4.parse("192.0.2.9");
    static final SourceGroup ANY_G1 = SourceGroup.anySource(G1);
    static final SourceGroup ANY_G2 = SourceGroup.anySource(G2);
    static final SourceGroup S1_G1 = SourceGroup.of(S1, G1);
    static final MfeKey MFE_S1_G1 = new MfeKey(G1, S1);
    static final int PLENTY = Integer.MAX_VALUE;

    private static final Map<Ipv4, String> NAMES =
            Map.of(G1, "G1", G2, "G2", S1, "S1", S2, "S2", S4, "S4", S5, "S5", S8, "S8", S9, "S9");

    final ManualClock clock = new ManualClock();
    final RouteTable routes = new RouteTable();
    final PacketPath packetPath = new PacketPath();
    final CallbackTrace trace = new CallbackTrace(NAMES);
    /** What callbacks threw, as far as the manager reported it. */
    final List<Throwable> failures = new ArrayList<>();

    final MulticastGroupManager manager;
    private final PacketUpcalls upcalls;
    final TestProtocol a = new TestProtocol(this, "A", 101);
    final TestProtocol b = new TestProtocol(this, "B", 102);
    final TestProtocol c = new TestProtocol(this, "C", 103);
    final TestProtocol d = new TestProtocol(this, "D", 104);
    final TestProtocol i = new TestProtocol(this, "I", ProtocolId.IGMP);

    private Router(MgmOptions options, boolean shared) {
        CallbackSupervisor supervisor = (client, callback, thrown) -> failures.add(thrown);
        if (shared) {
            SerializedGroupManager front = new SerializedGroupManager(routes, packetPath, clock, supervisor, options);
            manager = front;
            upcalls = front;
        } else {
            GroupManagerCore core =
                    new GroupManagerCore(new MgmEnvironment(routes, packetPath, clock, supervisor), options);
            manager = core;
            upcalls = core;
        }
    }

    static Router empty() {
        return new Router(MgmOptions.DEFAULTS, false);
    }

    /** F0. */
    static Router f0() {
        return f0(MgmOptions.DEFAULTS);
    }

    static Router f0(MgmOptions options) {
        return new Router(options, false).asF0();
    }

    /** F0 behind the front that several threads may use. */
    static Router f0ForManyThreads() {
        return new Router(MgmOptions.DEFAULTS, true).asF0();
    }

    /** F0+I. */
    static Router f0WithIgmp() {
        Router router = f0();
        router.i.register().takes(5);
        return router;
    }

    /** F0+I@1. */
    static Router f0WithIgmpOn1() {
        Router router = f0WithIgmp();
        router.i.takes(1);
        router.forget();
        return router;
    }

    private Router asF0() {
        a.register().takes(1, 4);
        b.register().takes(2, 7);
        c.register().takes(3);
        routes.route("10.0.0.0/24", 2, "10.2.0.254");
        routes.route("10.0.1.0/24", 3, "10.3.0.254");
        routes.route("10.0.3.0/24", 1, "10.1.0.254");
        routes.route("10.0.5.0/24", 5, "10.5.0.254");
        routes.route("198.51.100.0/24", 8, "10.8.0.254");
        return this;
    }

    /** A handle that no manager under test has issued. */
    static ProtocolHandle foreignHandle() {
        MulticastGroupManager elsewhere = new GroupManagerCore(
                new MgmEnvironment(
                        source -> Optional.empty(), new PacketPath(), () -> 0, (client, callback, thrown) -> {}),
                MgmOptions.DEFAULTS);
        return elsewhere.register(new RoutingProtocolCallbacks() {}, new ProtocolId(101, 1));
    }

    static MfeKey mfe(Ipv4 source, Ipv4 group) {
        return new MfeKey(group, source);
    }

    static List<InterfaceId> interfaces(Integer... indices) {
        return Arrays.stream(indices).map(InterfaceId::of).toList();
    }

    /** The numeric status of a call: 0 if it succeeds. */
    static int status(Runnable call) {
        try {
            call.run();
            return MgmStatus.NO_ERROR.code();
        } catch (MgmException refused) {
            return refused.status().code();
        }
    }

    /** A packet arrives; returns where it leaves. */
    List<InterfaceId> packet(Ipv4 source, Ipv4 group, int on) {
        return packet(source, group, on, new byte[20]);
    }

    List<InterfaceId> packet(Ipv4 source, Ipv4 group, int on, byte[] header) {
        return packetPath.receive(
                upcalls, source, group, InterfaceId.of(on), PacketHeader.copyOf(header, 0, header.length));
    }

    List<InterfaceId> outgoing(Ipv4 source, Ipv4 group) {
        return manager.getMfe(mfe(source, group)).outgoing();
    }

    boolean hasMfe(Ipv4 source, Ipv4 group) {
        return status(() -> manager.getMfe(mfe(source, group))) == 0;
    }

    long timeOut(Ipv4 source, Ipv4 group) {
        return manager.getMfe(mfe(source, group)).timeOutSeconds();
    }

    int codeOfQuery(int index) {
        return status(() -> manager.protocolOnInterface(InterfaceId.of(index)));
    }

    ProtocolId ownerOf(int index) {
        return manager.protocolOnInterface(InterfaceId.of(index));
    }

    /** Lets go of the callbacks so far: they belong to what was given. */
    void forget() {
        trace.clear();
    }

    /** These callbacks and no others since the last look, in this order. */
    void saw(String... callbacks) {
        assertEquals(List.of(callbacks), trace.lines());
        trace.clear();
    }
}
