package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/**
 * Sees every IPv4 datagram that crosses a host's link, whether the host wants it or not: what reaches a socket has passed the
 * kernel's own filter of groups and sources, and would hide what should not have been sent. Times are the kernel's.
 *
 * <p>Runs as a {@link Host}, until told to {@link #finish}; the rest is for other threads.
 */
final class LinkTap implements Callable<LinkTap> {
    private static final String LINK = "eth0";
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ETHERTYPE = 12;
    private static final short ETHERTYPE_IPV4 = 0x0800;
    private static final int IP = 14;
    private static final int IPV4_LENGTH = 20;
    private static final int TOTAL_LENGTH = 2;
    private static final int PROTOCOL = 9;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int UDP = 17;
    private static final int IGMP = 2;

    private final Host host;
    private final CountDownLatch open = new CountDownLatch(1);
    private final Map<Long, LinkFlow> flows = new ConcurrentHashMap<>();
    private final List<IgmpSighting> igmp = new CopyOnWriteArrayList<>();
    private volatile long arrived;
    private volatile boolean finished;

    LinkTap(Host host) {
        this.host = host;
    }

    @Override
    public LinkTap call() {
        try (PacketSocket socket = PacketSocket.capturing(LINK, PATIENCE)) {
            TimedReader frames = socket.timed();
            open.countDown();
            boolean more = true;
            while (more || !finished) {
                more = frames.next();
                if (more) {
                    see(frames.packet(), frames.timeNanos());
                }
            }
        }
        return this;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // There is one writer.
    private void see(MemorySegment frame, long atNanos) {
        if (frame.byteSize() < IP + IPV4_LENGTH || frame.get(SHORT, ETHERTYPE) != ETHERTYPE_IPV4) {
            return;
        }
        int source = frame.get(INT, IP + SOURCE);
        int destination = frame.get(INT, IP + DESTINATION);
        int protocol = frame.get(JAVA_BYTE, IP + PROTOCOL) & 0xff;
        boolean outgoing = source == host.address();
        if (!outgoing) {
            arrived++;
        }
        if (protocol == IGMP) {
            int header = (frame.get(JAVA_BYTE, IP) & 0xf) * Integer.BYTES;
            int length = (frame.get(SHORT, IP + TOTAL_LENGTH) & 0xffff) - header;
            // What is malformed is of no interest here.
            if (length >= IgmpSighting.SHORTEST && IP + header + length <= frame.byteSize()) {
                ByteBuffer message =
                        ByteBuffer.wrap(frame.asSlice(IP + header, length).toArray(JAVA_BYTE));
                igmp.add(new IgmpSighting(atNanos, outgoing, source, destination, message));
            }
        } else if (protocol == UDP && !outgoing) {
            flow(source, destination).count(atNanos);
        }
    }

    /** Waits until it sees; false if that takes more than ten seconds. */
    boolean awaitOpen() throws InterruptedException {
        return open.await(10, TimeUnit.SECONDS);
    }

    /** Ends it, once it has seen what was waiting. */
    void finish() {
        finished = true;
    }

    /** How many IPv4 datagrams came to the host, of whatever kind. */
    long arrived() {
        return arrived;
    }

    /** What came of a source's UDP datagrams to a group. */
    LinkFlow flow(int source, int group) {
        return flows.computeIfAbsent(
                (long) source << Integer.SIZE | Integer.toUnsignedLong(group), _ -> new LinkFlow());
    }

    /** The IGMP messages that crossed the link in either direction, in their order. */
    List<IgmpSighting> igmp() {
        return List.copyOf(igmp);
    }
}
