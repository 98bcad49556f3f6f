package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.ForwardingTable;
import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;

/**
 * The short way of nearly all frames: those of a stream that has an entry, on the right interface, with nothing unusual
 * about them. It takes no decision of its own: a frame that it does not recognise as one of them is left as it is, to take
 * the long way, which knows every case ({@link Worker}).
 *
 * <p>It looks at addresses only by looking them up: the table has no entry whose source or group would not be forwarded.
 * Headers are read as words, each once; everything is in one method without calls, so that it stays in registers.
 */
final class FastPath {
    private final Replicator replicator;
    private final WorkerCounters counters;

    FastPath(Replicator replicator, WorkerCounters counters) {
        this.replicator = replicator;
        this.counters = counters;
    }

    /** Forwards the frame and counts it, but for its fate, or answers false and has touched nothing. */
    boolean forward(long mbuf, WorkerPort port, ForwardingTable table) {
        long rearm = Mbuf.rearm(mbuf);
        if (!Mbuf.isOneSegment(rearm) || Mbuf.vlanStripped(mbuf)) {
            return false;
        }
        long frame = Mbuf.data(mbuf, rearm);
        int octets = Mbuf.dataLength(mbuf);
        if (octets < Ethernet.TAGGED_LENGTH + Ipv4.LENGTH || octets > replicator.longestCopied()) {
            return false;
        }
        int l2 = Ethernet.LENGTH;
        int tag = 0;
        int typeAndVersion = Ethernet.typeAndNextRaw(frame);
        if ((typeAndVersion & 0xffff) == Ethernet.VLAN_RAW) {
            l2 = Ethernet.TAGGED_LENGTH;
            tag = Ethernet.tagControl(frame);
            typeAndVersion = Ethernet.taggedTypeAndNextRaw(frame);
        }
        if ((typeAndVersion & 0xff_ffff) != (Ethernet.IPV4_RAW | Ipv4.VERSION_4_WITHOUT_OPTIONS << 16)) {
            return false;
        }
        long ip = frame + l2;
        long firstWord = Ipv4.firstWord(ip);
        long secondWord = Ipv4.secondWord(ip);
        int destination = Ipv4.destinationRaw(ip);
        int datagram = Ipv4.totalLength(firstWord);
        int protocol = Ipv4.protocol(secondWord);
        if (datagram < Ipv4.LENGTH
                || datagram > octets - l2
                || !Ipv4.checksumIsRight(firstWord, secondWord, destination)
                || Ipv4.ttl(secondWord) <= 1
                || protocol == Ipv4.IGMP
                || protocol == Ipv4.PIM) {
            return false;
        }
        long entry = table.find(Ipv4.streamRaw(secondWord, destination));
        if (entry == 0) {
            return false;
        }
        long list = ForwardingTable.list(entry);
        int incoming = port.interfaceOf(tag & Ethernet.VLAN_ID_MASK);
        int branches = OutgoingList.count(list);
        if (OutgoingList.incoming(list) != incoming
                || branches == 0
                || !replicator.copy(mbuf, ip, l2, tag & Worker.PRIORITY_MASK, list, branches, octets - l2, datagram)) {
            return false;
        }
        counters.countReceived(incoming, octets);
        ForwardingTable.countForwarded(entry, datagram);
        return true;
    }
}
