package io.umbel.dataplane.fib;

/** What is counted for each entry of the FIB. */
public enum EntryCounter {
    /** Packets forwarded. */
    PACKETS(24),
    /** Octets of those IP datagrams. */
    OCTETS(32),
    /** Packets dropped because they came on another than the incoming interface. */
    WRONG_INTERFACE(40),
    /** Packets dropped because the outgoing list is empty. */
    NEGATIVE(48);

    /** Where it lies in an entry of a {@link ForwardingTable}. */
    final int offset;

    EntryCounter(int offset) {
        this.offset = offset;
    }
}
