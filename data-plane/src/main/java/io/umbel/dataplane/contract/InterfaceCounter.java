package io.umbel.dataplane.contract;

/**
 * What is counted for every interface. Octets are those of whole Ethernet frames as the worker sees them: headers and VLAN
 * tag included, frame check sequence not.
 *
 * <p>The ids are part of the layout of the counters file: they are never reused and never renumbered.
 */
public enum InterfaceCounter implements CounterName {
    /** Frames received on the interface, whatever became of them. */
    IN_PACKETS(1, "packets in"),
    IN_OCTETS(2, "octets in"),
    /** Replicas that the device took. */
    OUT_PACKETS(3, "packets out"),
    OUT_OCTETS(4, "octets out"),
    /** Replicas that the device did not take. */
    OUT_DISCARDS(5, "discards out"),
    /** Replicas not made, because the datagram exceeds the MTU of the branch. */
    OUT_TOO_BIG(6, "too big out");

    private final int id;
    private final String label;

    InterfaceCounter(int id, String label) {
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
