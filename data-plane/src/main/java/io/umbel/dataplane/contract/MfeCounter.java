package io.umbel.dataplane.contract;

/**
 * What is counted for every forwarding entry, since the data plane was first told of it.
 *
 * <p>The ids are part of the layout of the entries' counters file: they are never reused and never renumbered.
 */
public enum MfeCounter implements CounterName {
    /** Packets forwarded. */
    PACKETS(1, "packets"),
    /** Octets of those IP datagrams. */
    OCTETS(2, "octets"),
    /** Packets dropped because they came on another than the incoming interface. */
    WRONG_INTERFACE(3, "wrong interface"),
    /** Packets dropped because the outgoing list is empty. */
    NEGATIVE(4, "negative");

    private final int id;
    private final String label;

    MfeCounter(int id, String label) {
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
