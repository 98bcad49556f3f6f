package io.umbel.dataplane.contract;

/**
 * What is counted for every port. What the workers count stands beside what the device itself counts, so that anybody can
 * check one against the other.
 *
 * <p>The ids are part of the layout of the counters file: they are never reused and never renumbered.
 */
public enum PortCounter implements CounterName {
    /** Frames that the workers received from the port. */
    RX_FRAMES(1, "frames received"),
    /** Frames that the port took from the workers. */
    TX_FRAMES(2, "frames sent"),
    /** The device's own count of frames received. */
    DEVICE_RX_FRAMES(3, "device frames received"),
    /** The device's own count of frames sent. */
    DEVICE_TX_FRAMES(4, "device frames sent"),
    /** Frames that the device lost because its receive queue was full. */
    DEVICE_RX_MISSED(5, "device missed"),
    /** Frames that arrived damaged. */
    DEVICE_RX_ERRORS(6, "device receive errors"),
    /** Frames that the device lost because the pool had no mbuf. */
    DEVICE_RX_NO_BUFFER(7, "device no buffer"),
    /** Frames that the device took and could not send. */
    DEVICE_TX_ERRORS(8, "device send errors");

    private final int id;
    private final String label;

    PortCounter(int id, String label) {
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
