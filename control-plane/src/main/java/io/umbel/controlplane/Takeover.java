package io.umbel.controlplane;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PacketUpcalls;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;

/**
 * What becomes of the entries that an earlier control plane left: the data plane forwards by them, so they stay for a grace
 * time, in which hosts and protocols tell again what they want. Then the group manager is told of each as if a packet had come;
 * an entry that it makes as it was has not changed at all, and one that nobody makes goes; only those that wait for the answer
 * of a remote client stay until that is there. For the thread that drives the group manager.
 */
final class Takeover {
    /** Where new streams come all the time there may always be one that waits for an answer. */
    private static final long MAX_WAIT_FOR_ANSWERS_NS = 5_000_000_000L;

    private static final PacketHeader NO_PACKET = PacketHeader.copyOf(new byte[0], 0, 0);

    private final MfePublisher publisher;
    private final PacketUpcalls upcalls;
    private final BooleanSupplier allAnswered;
    private final NanoClock clock;
    private final long endNs;
    private volatile boolean over;

    /** @param allAnswered whether no stream waits for the answer of a remote client */
    Takeover(
            MfePublisher publisher, PacketUpcalls upcalls, BooleanSupplier allAnswered, NanoClock clock, long graceNs) {
        this.publisher = publisher;
        this.upcalls = upcalls;
        this.allAnswered = allAnswered;
        this.clock = clock;
        this.endNs = clock.nanoTime() + graceNs;
    }

    /** Whether the grace time has ended. Any thread may ask. */
    boolean isOver() {
        return over;
    }

    /** Ends the grace time when it is over; returns how many entries were still unconfirmed then. */
    int advance() {
        long sinceEndNs = clock.nanoTime() - endNs;
        if (over || sinceEndNs < 0 || !isSettled(sinceEndNs)) {
            return 0;
        }
        int entries = 0;
        for (Mfe mfe : publisher.unconfirmed()) {
            upcalls.onNewPacket(new Ipv4(mfe.source()), new Ipv4(mfe.group()), InterfaceId.of(mfe.iif()), NO_PACKET);
            entries++;
        }
        publisher.flush();
        if (isSettled(sinceEndNs)) {
            publisher.removeUnconfirmed(_ -> true);
            over = true;
        }
        return entries;
    }

    private boolean isSettled(long sinceEndNs) {
        return allAnswered.getAsBoolean() || sinceEndNs > MAX_WAIT_FOR_ANSWERS_NS;
    }
}
