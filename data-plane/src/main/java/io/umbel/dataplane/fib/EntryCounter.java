package io.umbel.dataplane.fib;

/** What is counted for each entry of the FIB. */
public enum EntryCounter {
    /** Packets forwarded. */
    PACKETS(0),
    /** Octets of those IP datagrams. */
    OCTETS(1),
    /** Packets dropped because they came on another than the incoming interface. */
    WRONG_INTERFACE(2),
    /** Packets dropped because the outgoing list is empty. */
    NEGATIVE(3);

    /** Where the first lies in an entry of a {@link ForwardingTable}. */
    private static final int FIRST_OFFSET = 24;

    final int index;
    final int offset;

    EntryCounter(int index) {
        this.index = index;
        this.offset = FIRST_OFFSET + index * Long.BYTES;
    }
}
