package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.packet.Ipv4;
import org.agrona.concurrent.NanoClock;

/**
 * Packets of streams that have no entry: asks the control plane for one and holds the packets until it comes. A flood of
 * unknown streams is bounded in what it holds and in what it asks. For one worker.
 */
final class UnknownStreams {
    private final HeldPackets held;
    private final Upcalls upcalls;
    private final WorkerCounters counters;
    private final HeldPackets.Receiver receiver;
    private final NanoClock clock;

    /** @param receiver takes back what is held */
    UnknownStreams(
            HoldSettings settings,
            Upcalls upcalls,
            WorkerCounters counters,
            HeldPackets.Receiver receiver,
            NanoClock clock) {
        this.held = new HeldPackets(settings);
        this.upcalls = upcalls;
        this.counters = counters;
        this.receiver = receiver;
        this.clock = clock;
    }

    /** Whether any packet is held. */
    boolean holdsAny() {
        return held.held() > 0;
    }

    /** Whether there is nothing to see to. */
    boolean isEmpty() {
        return held.isEmpty();
    }

    /**
     * Holds a packet, if there is room, and asks for an entry, if its stream is new.
     *
     * @param key source and group as they lie side by side in the header
     * @param contiguous octets of the datagram that lie in one piece
     * @return {@link Fate#HELD}, and the mbuf is no longer the caller's; or {@link Fate#DROPPED_NO_ENTRY}
     */
    Fate take(long key, long mbuf, long ip, int contiguous, int incoming, long context) {
        HeldPackets.Answer answer = held.hold(key, mbuf, context, clock.nanoTime());
        switch (answer) {
            case HELD_ASK, FULL_ASK -> ask(key, ip, contiguous, incoming);
            case FULL -> counters.count(ExchangeCounter.UPCALL_LIMITED);
            case HELD -> {
                // Its stream has been asked for.
            }
        }
        return answer == HeldPackets.Answer.HELD || answer == HeldPackets.Answer.HELD_ASK
                ? Fate.HELD
                : Fate.DROPPED_NO_ENTRY;
    }

    private void ask(long key, long ip, int contiguous, int incoming) {
        if (upcalls.noMfe(Ipv4.source(ip), Ipv4.destination(ip), incoming, ip, contiguous)) {
            counters.count(ExchangeCounter.NO_MFE);
        } else {
            counters.count(ExchangeCounter.UPCALL_RING_FULL);
            held.forget(key, receiver);
        }
    }

    /** The stream's entry has come: gives back its packets. */
    void release(long key) {
        held.release(key, receiver);
    }

    /** Gives up packets that are too old. */
    void expire() {
        held.expire(clock.nanoTime(), receiver);
    }

    /** See {@link HeldPackets#nextToLookAt}. */
    long nextToLookAt(int looked) {
        return held.nextToLookAt(looked);
    }

    /** Gives up everything. */
    void expireAll() {
        held.expireAll(receiver);
    }
}
