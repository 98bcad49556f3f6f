package io.umbel.perf.mgm;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CallbackSupervisor;
import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.GroupManagerCore;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmEnvironment;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.Optional;

/**
 * A manager with two protocols that let every callback pass: one towards all sources, on interface 1, and one with the
 * receivers, on interfaces 2 and up. The packet path takes entries and forgets them.
 */
final class LoadedManager {

    static final int OUTGOING = 4;

    private static final InterfaceId UPSTREAM = InterfaceId.of(1);
    private static final int FIRST_OUTGOING = 2;
    private static final PacketHeader HEADER = PacketHeader.copyOf(new byte[64], 0, 64);

    /** How many first packets come in a millisecond, by the manager's clock. */
    private static final int PACKETS_PER_MS = 200;

    private final GroupManagerCore manager;
    private final ProtocolHandle receivers;
    private long packets;

    /** One whose packet path takes entries and forgets them. */
    LoadedManager() {
        this(new NoPacketPath());
    }

    LoadedManager(Forwarder packetPath) {
        Route toAll = new Route(UPSTREAM, Ipv4.parse("10.0.0.1"), 3, Ipv4.ZERO, Ipv4.ZERO);
        Optional<Route> found = Optional.of(toAll);
        manager = new GroupManagerCore(
                new MgmEnvironment(source -> found, packetPath, this::milliseconds, new Failing()),
                MgmOptions.DEFAULTS);
        ProtocolHandle upstream = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(101, 1));
        manager.takeInterfaceOwnership(upstream, UPSTREAM);
        receivers = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(102, 1));
        for (int n = 0; n <= OUTGOING; n++) {
            manager.takeInterfaceOwnership(receivers, InterfaceId.of(FIRST_OUTGOING + n));
        }
    }

    private long milliseconds() {
        return packets / PACKETS_PER_MS;
    }

    private static final class NoPacketPath implements Forwarder {
        @Override
        public void install(ForwardingEntry entry) {}

        @Override
        public void remove(MfeKey key) {}

        @Override
        public MfeCounters counters(MfeKey key) {
            return MfeCounters.NONE;
        }
    }

    private static final class Failing implements CallbackSupervisor {
        @Override
        public void failed(ProtocolId client, Callback callback, Throwable thrown) {
            throw new IllegalStateException(callback + " failed", thrown);
        }
    }

    /** Groups 225.0.0.0 and up, in an order that is not the order of enumeration. */
    static Ipv4 group(int n) {
        return new Ipv4(0xE1000000 | Integer.reverse(n) >>> 8);
    }

    /** Sources 10.0.0.0 and up, in an order that is not the order of enumeration. */
    static Ipv4 source(int n) {
        return new Ipv4(0x0A000000 | Integer.reverse(n) >>> 8);
    }

    /** All the outgoing interfaces but the last join the group. */
    void join(Ipv4 group) {
        for (int n = 0; n < OUTGOING; n++) {
            manager.addGroupMembership(
                    receivers, SourceGroup.anySource(group), InterfaceId.of(FIRST_OUTGOING + n), StateFlags.JOIN);
        }
    }

    /** The last of the outgoing interfaces joins the group. */
    void joinOneMore(Ipv4 group) {
        manager.addGroupMembership(
                receivers, SourceGroup.anySource(group), InterfaceId.of(FIRST_OUTGOING + OUTGOING), StateFlags.JOIN);
    }

    void leaveOneMore(Ipv4 group) {
        manager.deleteGroupMembership(
                receivers, SourceGroup.anySource(group), InterfaceId.of(FIRST_OUTGOING + OUTGOING), StateFlags.JOIN);
    }

    /** The first packet of a source: look-up, RPF, creation alert, join alert, installation. */
    void packet(Ipv4 source, Ipv4 group) {
        packets++;
        if (!manager.onNewPacket(source, group, UPSTREAM, HEADER)) {
            throw new IllegalStateException("No MFE was made for (" + source + ", " + group + ").");
        }
    }

    /** So many MFEs, evenly over the groups, which have been joined. */
    void packets(int mfes, int groups) {
        for (int n = 0; n < mfes; n++) {
            packet(source(n / groups), group(n % groups));
        }
    }
}
