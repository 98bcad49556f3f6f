package io.umbel.dataplane.contract;

/**
 * What is counted of the traffic between the planes.
 *
 * <p>The ids are part of the layout of the counters file: they are never reused and never renumbered.
 */
public enum ExchangeCounter implements CounterName {
    /** Entries asked for. */
    NO_MFE(1, "upcalls, no entry"),
    /** Packets on a wrong interface told of. */
    WRONG_INTERFACE(2, "upcalls, wrong interface"),
    /** Upcalls that were not made, because the stream's was made lately or there were too many in all. */
    UPCALL_LIMITED(3, "upcalls limited"),
    /** Upcalls that were not made, because the ring was full. */
    UPCALL_RING_FULL(4, "upcalls, ring full"),
    /** Packets that were held and then forwarded, or dropped by their entry. */
    HELD_RELEASED(5, "held, then released"),
    /** Packets that were held and dropped, because no entry came in time. */
    HELD_EXPIRED(6, "held, then dropped"),
    /** Datagrams sent for the control plane. */
    INJECTED(7, "injected"),
    /** Datagrams that could not be sent for the control plane: no such interface, or no buffer. */
    INJECT_FAILED(8, "injections failed");

    private final int id;
    private final String label;

    ExchangeCounter(int id, String label) {
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
