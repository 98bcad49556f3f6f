package io.umbel.controlplane;

import io.umbel.config.InterfaceConfig;
import io.umbel.dataplane.contract.Injections;
import io.umbel.igmp.IgmpClient;
import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.IgmpLink;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmClock;
import io.umbel.mgm.MulticastGroupManager;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * IGMP on the wire: gives the {@link IgmpClient} the reports that the data plane punts, and the time, and has its queries sent.
 * For the thread that drives the group manager.
 */
final class IgmpSpeaker implements PuntReceiver.Speaker {
    /** IGMP's IP protocol number (RFC 1112). */
    static final int IP_PROTOCOL = 2;

    private static final int ETHER_TYPE_IPV4 = 0x0800;
    private static final int COMPONENT_ID = 1;

    /** RFC 1112 section 6.4: the low 23 bits of the group follow these. */
    private static final long GROUP_MAC = 0x0100_5e00_0000L;

    private static final int GROUP_MAC_BITS = 0x7f_ffff;

    private final Injections injections;
    private final MgmClock clock;
    private final IgmpClient client;
    private final Set<Integer> enabled = new HashSet<>();

    /** @param interfaces of the appliance; those without IGMP are left alone */
    IgmpSpeaker(
            MulticastGroupManager manager, Injections injections, MgmClock clock, List<InterfaceConfig> interfaces) {
        this.injections = injections;
        this.clock = clock;
        this.client = new IgmpClient(manager, COMPONENT_ID, this::send);
        for (InterfaceConfig each : interfaces) {
            each.igmp().ifPresent(igmp -> enable(each, igmp));
        }
    }

    /** Brings an interface from one configuration to another; what is the same in both is left alone. */
    void reconfigure(InterfaceConfig from, InterfaceConfig to) {
        InterfaceId id = InterfaceId.of(to.index());
        if (from.igmp().equals(to.igmp())) {
            return;
        }
        if (to.igmp().isEmpty()) {
            disable(to.index());
        } else if (enabled.contains(to.index())) {
            client.router().reconfigure(id, withMtu(to, to.igmp().get()), clock.milliseconds());
        } else {
            enable(to, to.igmp().get());
        }
    }

    /** Ends IGMP on an interface: all it has heard there is forgotten. */
    void disable(int index) {
        if (enabled.remove(index)) {
            client.interfaceDown(InterfaceId.of(index));
        }
    }

    /** Does what a change of owners has left to do, without waiting for its time. */
    void settle() {
        client.advance(clock.milliseconds());
    }

    private static IgmpConfig withMtu(InterfaceConfig each, IgmpConfig igmp) {
        return igmp.withMtu(Math.min(each.mtu(), Injections.MAX_LENGTH));
    }

    private void enable(InterfaceConfig each, IgmpConfig igmp) {
        Ipv4 address = new Ipv4(each.address().address());
        IgmpLink link = new IgmpLink(
                address, List.of(Ipv4Prefix.around(address, each.address().prefixLength())));
        client.interfaceUp(InterfaceId.of(each.index()), link, withMtu(each, igmp), clock.milliseconds());
        enabled.add(each.index());
    }

    @Override
    public void onDatagram(int interfaceIndex, byte[] datagram) {
        if (enabled.contains(interfaceIndex)) {
            client.onDatagram(InterfaceId.of(interfaceIndex), ByteBuffer.wrap(datagram), clock.milliseconds());
        }
    }

    /** See {@link IgmpClient#wants}; true for an interface without IGMP, whose hosts have no say. */
    boolean wants(InterfaceId on, Ipv4 source, Ipv4 group) {
        return !enabled.contains(on.index()) || client.wants(on, source, group);
    }

    /** Looks at IGMP as it is now. */
    <T> T read(ControlPlane.IgmpReading<T> reading) {
        return reading.at(client.router(), clock.milliseconds());
    }

    /** Does what is due; returns 1 if something was. */
    int advance() {
        OptionalLong deadline = client.nextDeadlineMs();
        long now = clock.milliseconds();
        if (deadline.isEmpty() || deadline.getAsLong() > now) {
            return 0;
        }
        client.advance(now);
        return 1;
    }

    /** A query that cannot be sent now is not sent at all: the next one, by its timer, takes its place. */
    private void send(InterfaceId on, byte[] datagram, Ipv4 destination) {
        injections.send(on.index(), ETHER_TYPE_IPV4, GROUP_MAC | (destination.bits() & GROUP_MAC_BITS), datagram);
    }
}
