package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.MfeCounter;
import java.util.function.LongConsumer;
import org.agrona.UnsafeApi;

/**
 * The flat table of one worker: open-addressed, one cache line an entry, so that a look-up in a table larger than the
 * CPU's cache costs one miss.
 *
 * <p>Hopscotch hashing: an entry lies at its home or elsewhere in the {@value #NEIGHBOURHOOD} slots of the home's page, and the
 * home's bitmap says where. So a removal clears a bit and leaves no tombstone, and a look-up of what is not there ends with the
 * home's cache line, or a few. Entries are never moved, since workers count in them; a neighbourhood that is full makes
 * the table grow instead.
 *
 * <p>The next best slot is the other one of the two lines that a CPU mostly reads together. So slots are counted by exclusive
 * or and not onwards: with a million entries in random order a twentieth more is forwarded.
 *
 * <pre>
 *  0  u64  source and group as they lie in a header; 0: the slot is free
 *  8  u64  bitmap of a home: bit i, an entry of this home lies in the slot whose number is the home's exclusive-or i
 * 16  u64  address of the {@link OutgoingList}
 * 24  u64  packets forwarded          counted by the worker
 * 32  u64  octets of those datagrams  counted by the worker
 * 40  u64  packets on a wrong interface
 * 48  u64  packets dropped because the list is empty
 * 56  u64  identity of the entry, so that its counters follow it when the table grows
 * </pre>
 *
 * <p>The worker calls the static methods and {@link #find}; all else is the writer's.
 */
public final class ForwardingTable {
    static final int NEIGHBOURHOOD = 64;

    private static final int SLOT_SHIFT = 6;
    /** Half a megabyte and more. */
    private static final int LARGE_LOG2 = 13;

    private static final int KEY = 0;
    private static final int HOPS = 8;
    private static final int LIST = 16;
    private static final int COUNTERS = 24;
    private static final int IDENTITY = 56;
    // The compiler knows the value of a static constant, but not that of an enum's field.
    private static final int PACKETS = offset(MfeCounter.PACKETS);
    private static final int OCTETS = offset(MfeCounter.OCTETS);

    /** Multiplicative hashing by the golden ratio; the high bits are the good ones. */
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private final NativeMemory memory;
    private final long slots;
    private final int homesLog2;
    private final int hashShift;
    private int size;

    /** @param homesLog2 6 or more: the table is at least one neighbourhood */
    ForwardingTable(int homesLog2) {
        this.homesLog2 = homesLog2;
        this.hashShift = Long.SIZE - homesLog2;
        // It begins on a page, as a neighbourhood is one: only then does exclusive or stay within it.
        this.memory = new NativeMemory((long) slotCount() << SLOT_SHIFT);
        this.slots = memory.address();
    }

    /**
     * Finds the entry of a stream.
     *
     * @param key source and group as they lie side by side in an IPv4 header
     * @return address of the entry, or 0
     */
    public long find(long key) {
        long home = home(key);
        long hops = UnsafeApi.getLong(home + HOPS);
        while (hops != 0) {
            long slot = slot(home, Long.numberOfTrailingZeros(hops));
            if (UnsafeApi.getLong(slot + KEY) == key) {
                return slot;
            }
            hops &= hops - 1;
        }
        return 0;
    }

    /** Whether the table is larger than a CPU's caches, so that a look-up mostly waits for memory. */
    public boolean isLarge() {
        return homesLog2 > LARGE_LOG2;
    }

    /**
     * Reads the line where a look-up of this key begins. Reads of several keys wait for memory at the same time, look-ups one
     * after the other.
     *
     * @return anything; to be used somehow, or the compiler leaves the reading out
     */
    public long touch(long key) {
        return UnsafeApi.getLong(home(key) + HOPS);
    }

    /** Address of the entry's {@link OutgoingList}. */
    public static long list(long entry) {
        return UnsafeApi.getLong(entry + LIST);
    }

    /** Counts one packet of the entry. */
    public static void count(long entry, MfeCounter counter) {
        add(entry + offset(counter), 1);
    }

    /** Counts forwarded packets of so many octets in all. */
    public static void countForwarded(long entry, int packets, long octets) {
        add(entry + PACKETS, packets);
        add(entry + OCTETS, octets);
    }

    private static int offset(MfeCounter counter) {
        return COUNTERS + (counter.id() - 1) * Long.BYTES;
    }

    private static void add(long address, long by) {
        UnsafeApi.putLong(address, UnsafeApi.getLong(address) + by);
    }

    static long read(long entry, MfeCounter counter) {
        return UnsafeApi.getLong(entry + offset(counter));
    }

    /** Whether the entry has counted anything. */
    static boolean hasCounted(long entry) {
        long any = 0;
        for (int counter = COUNTERS; counter < IDENTITY; counter += Long.BYTES) {
            any |= UnsafeApi.getLong(entry + counter);
        }
        return any != 0;
    }

    private long home(long key) {
        return slots + ((key * GOLDEN_RATIO) >>> hashShift << SLOT_SHIFT);
    }

    /** The slot that bit {@code i} of a home's bitmap stands for. */
    private static long slot(long home, int i) {
        return home ^ ((long) i << SLOT_SHIFT);
    }

    /** Adds an entry that is not there; 0 if its neighbourhood is full. */
    long insert(long key, long list, long identity) {
        long home = home(key);
        for (int i = 0; i < NEIGHBOURHOOD; i++) {
            long slot = slot(home, i);
            if (UnsafeApi.getLong(slot + KEY) == 0) {
                UnsafeApi.putLong(slot + LIST, list);
                UnsafeApi.putLong(slot + IDENTITY, identity);
                UnsafeApi.putLong(slot + KEY, key);
                UnsafeApi.putLongRelease(null, home + HOPS, UnsafeApi.getLong(home + HOPS) | 1L << i);
                size++;
                return slot;
            }
        }
        return 0;
    }

    /** Gives an entry another list. */
    static void replaceList(long entry, long list) {
        UnsafeApi.putLongRelease(null, entry + LIST, list);
    }

    /** Makes an entry invisible to look-ups. Its slot stays taken until {@link #release}. */
    void unlink(long entry) {
        long home = home(UnsafeApi.getLong(entry + KEY));
        long bit = 1L << ((entry ^ home) >>> SLOT_SHIFT);
        UnsafeApi.putLongRelease(null, home + HOPS, UnsafeApi.getLong(home + HOPS) & ~bit);
        size--;
    }

    /** Frees the slot of an unlinked entry, once no worker can hold it any more. */
    static void release(long entry) {
        UnsafeApi.putLong(entry + LIST, 0);
        for (MfeCounter counter : MfeCounter.values()) {
            UnsafeApi.putLong(entry + offset(counter), 0);
        }
        UnsafeApi.putLong(entry + KEY, 0);
    }

    static long key(long entry) {
        return UnsafeApi.getLong(entry + KEY);
    }

    static long identity(long entry) {
        return UnsafeApi.getLong(entry + IDENTITY);
    }

    /** How many slots, in each of which there may be an entry. */
    int slotCount() {
        return 1 << homesLog2;
    }

    /** Address of the entry in a slot, if look-ups find it there; otherwise 0. */
    long entryIn(int slot) {
        long entry = slots + ((long) slot << SLOT_SHIFT);
        long key = key(entry);
        return key != 0 && find(key) == entry ? entry : 0;
    }

    /** Calls {@code action} with the address of every entry that look-ups find. */
    void forEach(LongConsumer action) {
        for (long i = 0; i < slotCount(); i++) {
            long home = slots + (i << SLOT_SHIFT);
            for (long hops = UnsafeApi.getLong(home + HOPS); hops != 0; hops &= hops - 1) {
                action.accept(slot(home, Long.numberOfTrailingZeros(hops)));
            }
        }
    }

    /** Entries that look-ups find. */
    int size() {
        return size;
    }

    /** Whether more than half of the slots are taken, so that neighbourhoods would soon be full. */
    boolean crowded() {
        return size >= 1 << (homesLog2 - 1);
    }

    int homesLog2() {
        return homesLog2;
    }

    void free() {
        memory.free();
    }
}
