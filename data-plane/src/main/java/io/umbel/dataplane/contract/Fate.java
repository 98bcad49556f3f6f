package io.umbel.dataplane.contract;

/**
 * What became of a received frame. Every frame has exactly one fate, and every fate has its counter, so the fates of all
 * workers add up to the frames they received.
 *
 * <p>The ids are part of the layout of the counters file: they are never reused and never renumbered.
 */
public enum Fate implements CounterName {
    /** A replica was made for every branch of its entry, of which each was sent or counted by its interface. */
    FORWARDED(1, "forwarded"),
    /** Handed to the control plane: IGMP, PIM, 224.0.0.0/24, ARP, unicast to one of our addresses. */
    PUNTED(2, "punted"),
    /** Shorter than its headers, IHL below 5, total length beyond the frame, or not version 4. */
    DROPPED_MALFORMED(3, "dropped, malformed"),
    /** The checksum of its IPv4 header is wrong. */
    DROPPED_CHECKSUM(4, "dropped, header checksum"),
    /** No interface is configured for that port and VLAN. */
    DROPPED_UNKNOWN_INTERFACE(5, "dropped, no such interface"),
    /** Not IPv4 to a class D address. */
    DROPPED_NOT_MULTICAST(6, "dropped, not multicast"),
    /** An address that cannot be a source: see {@link Ipv4Address#isMartianSource}. */
    DROPPED_MARTIAN(7, "dropped, martian source"),
    /** TTL 0 or 1. */
    DROPPED_TTL(8, "dropped, TTL"),
    /** There is no entry for its source and group, and no room to hold it. */
    DROPPED_NO_ENTRY(9, "dropped, no entry"),
    /** Its entry has another incoming interface. */
    DROPPED_WRONG_INTERFACE(10, "dropped, wrong interface"),
    /** Its entry has an empty outgoing list. */
    DROPPED_NEGATIVE(11, "dropped, negative entry"),
    /** The pool had no mbuf for a replica. */
    DROPPED_NO_BUFFER(12, "dropped, no buffer"),
    /** Held until there is an entry for its source and group; {@link ExchangeCounter} says what became of it. */
    HELD(13, "held"),
    /** For the control plane, which is away or too slow: the ring is full. */
    DROPPED_PUNT_FULL(14, "dropped, punt ring full");

    private final int id;
    private final String label;

    Fate(int id, String label) {
        this.id = id;
        this.label = label;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }
}
