package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * IGMP, router side, on all interfaces of a router (RFC 9776 §6).
 *
 * <p><b>Time</b> comes in with every call, in milliseconds from an origin of the caller's choice, and never goes back. Whoever
 * drives the router calls {@link #advance} when {@link #nextDeadlineMs} has come. Datagrams that are waiting go in first, so that
 * a report that is there in time saves its group however late it is looked at.
 *
 * <p><b>Threads.</b> One. The sender and the listener are called before the call that causes it returns.
 */
public final class IgmpRouter {

    private final QuerySender sender;
    private final MembershipListener listener;
    private final Timers timers = new Timers();
    private final NavigableMap<InterfaceId, RouterInterface> interfaces = new TreeMap<>();
    private final Set<RouterInterface> touched = new LinkedHashSet<>();
    private long datagramsOnUnknownInterfaces;

    /**
     * @param sender where queries leave
     * @param listener who is told what the hosts want
     */
    public IgmpRouter(QuerySender sender, MembershipListener listener) {
        this.sender = sender;
        this.listener = listener;
    }

    /**
     * Begins on an interface: as querier, with the static groups and nothing else. Another configuration or address takes the
     * interface down and up again.
     *
     * @throws IllegalStateException if it is up already
     */
    public void interfaceUp(InterfaceId id, IgmpLink link, IgmpConfig config, long nowMs) {
        if (interfaces.containsKey(id)) {
            throw new IllegalStateException("Interface " + id + " is up; one that is down may come up.");
        }
        RouterInterface added = new RouterInterface(id, link, config, timers, sender, listener, this::touch, nowMs);
        interfaces.put(id, added);
        added.start(nowMs);
    }

    /**
     * Ends on an interface: all its groups are forgotten, without a word to the listener.
     *
     * @throws IllegalStateException if it is not up
     */
    public void interfaceDown(InterfaceId id) {
        require(id).stop();
        interfaces.remove(id);
    }

    /**
     * Sets an interface otherwise. Groups stay, unless they may not be joined any more; a group that has more members or sources
     * than it may from now on keeps those it has.
     *
     * @throws IllegalStateException if it is not up
     */
    public void reconfigure(InterfaceId id, IgmpConfig config, long nowMs) {
        require(id).reconfigure(config, nowMs);
        settle();
    }

    /** Whether the interface is up. */
    public boolean isUp(InterfaceId id) {
        return interfaces.containsKey(id);
    }

    /**
     * A datagram has arrived. Whatever its octets are, it is acted upon or counted as rejected.
     *
     * @param on where; on an interface that is not up it is counted and ignored
     * @param datagram the IPv4 datagram from the buffer's position; what follows its total length is ignored. Read before the call
     *     returns, position and limit stay
     */
    public void onDatagram(InterfaceId on, ByteBuffer datagram, long nowMs) {
        RouterInterface receiving = interfaces.get(on);
        if (receiving == null) {
            datagramsOnUnknownInterfaces++;
            return;
        }
        receiving.onDatagram(datagram, nowMs);
        settle();
    }

    /** Lets happen what is due. */
    public void advance(long nowMs) {
        timers.advance(nowMs);
        settle();
    }

    /** When {@link #advance} has something to do next; empty if never. */
    public OptionalLong nextDeadlineMs() {
        return timers.nextDeadlineMs();
    }

    private void touch(RouterInterface changed) {
        touched.add(changed);
    }

    private void settle() {
        for (RouterInterface changed : touched) {
            changed.settle();
        }
        touched.clear();
    }

    private RouterInterface require(InterfaceId id) {
        RouterInterface found = interfaces.get(id);
        if (found == null) {
            throw new IllegalStateException("Interface " + id + " is not up; " + interfaces.keySet() + " are allowed.");
        }
        return found;
    }

    /** What is to be forwarded of a group to an interface; nothing if it is not up. */
    public SourceFilter filter(InterfaceId on, Ipv4 group) {
        RouterInterface found = interfaces.get(on);
        return found == null ? SourceFilter.NOTHING : found.groups().filter(group);
    }

    /** The interfaces that are up, in order. */
    public List<InterfaceView> interfaces(long nowMs) {
        return interfaces.values().stream().map(each -> each.view(nowMs)).toList();
    }

    /** One interface, if it is up. */
    public Optional<InterfaceView> interfaceView(InterfaceId id, long nowMs) {
        return Optional.ofNullable(interfaces.get(id)).map(each -> each.view(nowMs));
    }

    /**
     * The groups hosts have joined on an interface, the oldest first.
     *
     * @throws IllegalStateException if it is not up
     */
    public List<GroupView> groups(InterfaceId on, long nowMs) {
        return require(on).groups().views(nowMs);
    }

    /**
     * The groups hosts have joined on an interface, by address.
     *
     * @param after the group that the first one follows; none to begin
     * @param limit how many at most
     * @throws IllegalStateException if it is not up
     */
    public List<GroupView> groups(InterfaceId on, Optional<Ipv4> after, int limit, long nowMs) {
        return require(on).groups().views(after.orElse(null), limit, nowMs);
    }

    /**
     * One group of an interface, if a host has joined it.
     *
     * @throws IllegalStateException if the interface is not up
     */
    public Optional<GroupView> group(InterfaceId on, Ipv4 group, long nowMs) {
        return Optional.ofNullable(require(on).groups().view(group, nowMs));
    }

    /** How many datagrams came for interfaces that were not up. */
    public long datagramsOnUnknownInterfaces() {
        return datagramsOnUnknownInterfaces;
    }
}
