package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.packet.Ipv4;
import org.agrona.collections.IntHashSet;

/** What becomes of an IPv4 datagram before its entry is looked up. First match wins. */
final class Classifier {
    /** Not a key of {@link IntHashSet}, and no interface's address. */
    private static final int NO_ADDRESS = 0;

    private final IntHashSet ownAddresses;

    /** @param ownAddresses the addresses of the interfaces, first octet most significant */
    Classifier(int... ownAddresses) {
        this.ownAddresses = new IntHashSet(16, 0.5f, true);
        for (int address : ownAddresses) {
            if (address != NO_ADDRESS) {
                this.ownAddresses.add(address);
            }
        }
    }

    /**
     * Judges a datagram.
     *
     * @param ip address of its header
     * @param contiguous octets of it that lie in one piece from there
     * @param available octets of it in all, link padding included
     * @return {@link Fate#FORWARDED} if its entry is to be looked up
     */
    Fate classify(long ip, int contiguous, int available) {
        if (contiguous < Ipv4.LENGTH) {
            return Fate.DROPPED_MALFORMED;
        }
        long firstWord = Ipv4.firstWord(ip);
        int headerLength = Ipv4.headerLength(firstWord);
        int totalLength = Ipv4.totalLength(firstWord);
        if (Ipv4.version(firstWord) != 4
                || headerLength < Ipv4.LENGTH
                || headerLength > contiguous
                || headerLength > totalLength
                || totalLength > available) {
            return Fate.DROPPED_MALFORMED;
        }
        if (!Ipv4.checksumIsRight(ip, headerLength)) {
            return Fate.DROPPED_CHECKSUM;
        }
        int destination = Ipv4.destination(ip);
        if (Ipv4.isForRouters(ip) || Ipv4Address.isLinkLocalMulticast(destination)) {
            return Fate.PUNTED;
        }
        if (!Ipv4Address.isMulticast(destination)) {
            return ownAddresses.contains(destination) ? Fate.PUNTED : Fate.DROPPED_NOT_MULTICAST;
        }
        if (Ipv4Address.isMartianSource(Ipv4.source(ip))) {
            return Fate.DROPPED_MARTIAN;
        }
        return Ipv4.ttl(ip) <= 1 ? Fate.DROPPED_TTL : Fate.FORWARDED;
    }
}
