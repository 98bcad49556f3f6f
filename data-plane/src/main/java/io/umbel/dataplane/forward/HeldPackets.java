package io.umbel.dataplane.forward;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * The first packets of streams, held until there is an entry or they are too old; and which streams have been asked for
 * lately, so that a stream is asked for once. Bounded in streams and packets, and allocates nothing once it is made. For one
 * worker.
 *
 * <p>Streams stand in a ring in the order in which they were first seen, which is that of their deadlines: packets of the
 * oldest are dropped first, and a little later the stream itself is forgotten.
 */
final class HeldPackets {
    /** What became of a packet that was to be held. */
    enum Answer {
        /** It is held, and is its stream's first: ask for an entry. */
        HELD_ASK,
        /** It is held. */
        HELD,
        /** It is not held, and is its stream's first: ask for an entry. */
        FULL_ASK,
        /** It is not held: there is no room for it, or its stream had no answer lately. */
        FULL
    }

    /** Takes back what was held. */
    interface Receiver {
        /**
         * A packet whose entry has come.
         *
         * @param context what {@link #hold} was given
         */
        void release(long mbuf, long context);

        /** A packet whose entry has not come in time. */
        void expire(long mbuf);
    }

    private static final long NO_SLOT = -1;
    private static final int NO_PACKET = -1;

    /** Streams that are looked at in one pass for an entry that has come. */
    private static final int LOOKS_A_PASS = 64;

    private final int perStream;
    private final long holdNs;
    private final long askAgainNs;

    /** Slots by stream. A position, which only grows, stands in the slot of its remainder. */
    private final Long2LongHashMap positions;

    private final int mask;
    private final long[] keys;
    private final long[] sinceNs;
    private final boolean[] alive;
    private final int[] first;
    private final int[] last;
    private final int[] count;
    private long forgetAt;
    private long expireAt;
    private long nextLook;
    private long tail;

    private final long[] mbufs;
    private final long[] contexts;
    private final int[] next;
    private int free;
    private int held;

    HeldPackets(HoldSettings settings) {
        this.perStream = settings.perStream();
        this.holdNs = settings.hold().toNanos();
        this.askAgainNs = settings.askAgain().toNanos();
        int streams = settings.streams();
        this.mask = streams - 1;
        this.positions = new Long2LongHashMap(2 * streams, 0.6f, NO_SLOT);
        this.keys = new long[streams];
        this.sinceNs = new long[streams];
        this.alive = new boolean[streams];
        this.first = new int[streams];
        this.last = new int[streams];
        this.count = new int[streams];
        this.mbufs = new long[settings.total()];
        this.contexts = new long[settings.total()];
        this.next = new int[settings.total()];
        Arrays.setAll(next, i -> i + 1 < next.length ? i + 1 : NO_PACKET);
        this.free = next.length == 0 ? NO_PACKET : 0;
    }

    /** Packets that are held at present. */
    int held() {
        return held;
    }

    /** Whether nothing is held and no stream is remembered. */
    boolean isEmpty() {
        return forgetAt == tail;
    }

    /**
     * Holds a packet of a stream that has no entry.
     *
     * @param context given back with the packet
     */
    Answer hold(long key, long mbuf, long context, long nowNs) {
        long position = positions.get(key);
        boolean ask = position == NO_SLOT;
        if (ask) {
            if (tail - forgetAt > mask) {
                return Answer.FULL;
            }
            position = remember(key, nowNs);
        } else if (position < expireAt) {
            return Answer.FULL;
        }
        int slot = (int) position & mask;
        if (count[slot] == perStream || free == NO_PACKET) {
            return ask ? Answer.FULL_ASK : Answer.FULL;
        }
        append(slot, mbuf, context);
        return ask ? Answer.HELD_ASK : Answer.HELD;
    }

    private long remember(long key, long nowNs) {
        int slot = (int) tail & mask;
        keys[slot] = key;
        sinceNs[slot] = nowNs;
        alive[slot] = true;
        count[slot] = 0;
        first[slot] = NO_PACKET;
        positions.put(key, tail);
        return tail++;
    }

    private void append(int slot, long mbuf, long context) {
        int packet = free;
        free = next[packet];
        mbufs[packet] = mbuf;
        contexts[packet] = context;
        next[packet] = NO_PACKET;
        if (count[slot]++ == 0) {
            first[slot] = packet;
        } else {
            next[last[slot]] = packet;
        }
        last[slot] = packet;
        held++;
    }

    /** Gives back the packets of a stream whose entry has come, oldest first, and forgets the stream; if it is known. */
    void release(long key, Receiver receiver) {
        long position = positions.remove(key);
        if (position != NO_SLOT) {
            int slot = (int) position & mask;
            alive[slot] = false;
            for (int packet = first[slot]; packet != NO_PACKET; packet = give(packet)) {
                receiver.release(mbufs[packet], contexts[packet]);
            }
            first[slot] = NO_PACKET;
        }
    }

    /** Forgets a stream that was not asked for after all, so that its next packet is its first again. */
    void forget(long key, Receiver receiver) {
        long position = positions.remove(key);
        if (position != NO_SLOT) {
            alive[(int) position & mask] = false;
            expireSlot((int) position & mask, receiver);
        }
    }

    /** Frees the packet's place; returns the next packet of its stream. */
    private int give(int packet) {
        int following = next[packet];
        next[packet] = free;
        free = packet;
        held--;
        return following;
    }

    /** Drops packets that are too old, and forgets streams that have waited long enough to be asked for again. */
    void expire(long nowNs, Receiver receiver) {
        while (expireAt < tail && isDue(expireAt, holdNs, nowNs)) {
            expireSlot((int) expireAt++ & mask, receiver);
        }
        while (forgetAt < expireAt && isDue(forgetAt, askAgainNs, nowNs)) {
            int slot = (int) forgetAt++ & mask;
            if (alive[slot]) {
                positions.remove(keys[slot]);
                alive[slot] = false;
            }
        }
    }

    private boolean isDue(long position, long afterNs, long nowNs) {
        int slot = (int) position & mask;
        return !alive[slot] || nowNs - sinceNs[slot] >= afterNs;
    }

    private void expireSlot(int slot, Receiver receiver) {
        for (int packet = first[slot]; packet != NO_PACKET; packet = give(packet)) {
            receiver.expire(mbufs[packet]);
        }
        first[slot] = NO_PACKET;
    }

    /** Drops everything. */
    void expireAll(Receiver receiver) {
        while (expireAt < tail) {
            expireSlot((int) expireAt++ & mask, receiver);
        }
    }

    /**
     * The next stream with packets whose entry may have come, in turn; 0 when a pass has looked at enough of them. To be
     * called until it answers 0.
     *
     * @param looked how many times it was called in this pass
     */
    long nextToLookAt(int looked) {
        if (looked >= LOOKS_A_PASS || looked >= tail - expireAt) {
            return 0;
        }
        if (nextLook < expireAt || nextLook >= tail) {
            nextLook = expireAt;
        }
        int slot = (int) nextLook++ & mask;
        return alive[slot] ? keys[slot] : NOT_ALIVE;
    }

    /** What {@link #nextToLookAt} answers for a stream that has been released: no stream's key. */
    static final long NOT_ALIVE = -1;
}
