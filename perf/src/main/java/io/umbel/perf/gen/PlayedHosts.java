package io.umbel.perf.gen;

import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.TxQueue;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.agrona.UnsafeApi;

/**
 * The hosts on a port's link, played as one: it reports the groups that it joins and leaves, once each, and answers the queries of
 * routers within the time that they give. When a report had left is told by group.
 *
 * <p>For the tester's thread.
 */
final class PlayedHosts implements AutoCloseable {
    private static final int QUERY = 0x11;
    private static final int SHORT_QUERY = 8;
    private static final long TENTH_NANOS = 100_000_000;

    /** Version 1 hosts answer within so many tenths of a second (RFC 1112 appendix I). */
    private static final int VERSION_1_TENTHS = 100;

    private record Answer(long dueNanos, IgmpFrames.Message message) {}

    private final IgmpFrames frames;
    private final TxQueue queue;
    private final MbufCache cache;
    private final LongSupplier clock;
    private final Random random = new Random(1);
    private final Arena arena = Arena.ofShared();
    private final long burst = arena.allocate(ValueLayout.JAVA_LONG, 1).address();
    private final Set<GroupMembership> joined = new LinkedHashSet<>();
    private final Map<Integer, Long> reportedAtNanos = new HashMap<>();
    private final Queue<IgmpFrames.Message> outgoing = new ArrayDeque<>();
    private final PriorityQueue<Answer> answers =
            new PriorityQueue<>((one, other) -> Long.compare(one.dueNanos, other.dueNanos));
    private int queries;

    PlayedHosts(int igmpVersion, int address, int vlan, TxQueue queue, MbufCache cache, LongSupplier clock) {
        this.frames = new IgmpFrames(igmpVersion, address, vlan);
        this.queue = queue;
        this.cache = cache;
        this.clock = clock;
    }

    /** Joins, or says again that it has. */
    void join(List<GroupMembership> memberships) {
        joined.addAll(memberships);
        outgoing.addAll(frames.of(IgmpFrames.Says.JOIN, memberships));
    }

    void leave(List<GroupMembership> memberships) {
        memberships.forEach(joined::remove);
        outgoing.addAll(frames.of(IgmpFrames.Says.LEAVE, memberships));
    }

    List<GroupMembership> joined() {
        return List.copyOf(joined);
    }

    /** When the last report or leave of a group was with the device, by the tester's clock; 0 if there was none. */
    long reportedAtNanos(int group) {
        return reportedAtNanos.getOrDefault(group, 0L);
    }

    /** How many queries came. */
    int queries() {
        return queries;
    }

    /**
     * Takes an IGMP datagram that came.
     *
     * @param ip address of its IPv4 header
     * @param length octets up to the end of the frame
     */
    void receive(long ip, int length) {
        int header = (UnsafeApi.getByte(ip) & 0xf) * Integer.BYTES;
        if (length < header + SHORT_QUERY || (UnsafeApi.getByte(ip + header) & 0xff) != QUERY) {
            return;
        }
        queries++;
        int tenths = tenths(UnsafeApi.getByte(ip + header + 1) & 0xff);
        int group = Integer.reverseBytes(UnsafeApi.getInt(ip + header + Integer.BYTES));
        Collection<GroupMembership> asked = group == 0
                ? joined
                : joined.stream().filter(each -> each.group() == group).toList();
        for (IgmpFrames.Message message : frames.of(IgmpFrames.Says.STILL, List.copyOf(asked))) {
            long delay = (long) (random.nextDouble() * tenths * TENTH_NANOS * 3 / 4);
            answers.add(new Answer(clock.getAsLong() + delay, message));
        }
    }

    /** The maximum response time (RFC 9776 section 4.1.1). */
    private static int tenths(int code) {
        if (code == 0) {
            return VERSION_1_TENTHS;
        }
        return code < 128 ? code : ((code & 0xf) | 0x10) << (((code >> 4) & 7) + 3);
    }

    /** Sends what is due, a message at most, and returns how many that was. */
    int poll() {
        IgmpFrames.Message message = outgoing.poll();
        if (message == null) {
            Answer next = answers.peek();
            if (next == null || next.dueNanos > clock.getAsLong()) {
                return 0;
            }
            answers.remove();
            send(next.message);
            return 1;
        }
        if (send(message)) {
            long now = clock.getAsLong();
            message.about().forEach(each -> reportedAtNanos.put(each.group(), now));
        }
        return 1;
    }

    private boolean send(IgmpFrames.Message message) {
        long mbuf = cache.take();
        if (mbuf == 0) {
            return false;
        }
        byte[] frame = message.frame();
        Mbuf.initialise(mbuf, frame.length, 0);
        MemorySegment.copy(
                frame,
                0,
                MemorySegment.ofAddress(Mbuf.freshData(mbuf)).reinterpret(frame.length),
                ValueLayout.JAVA_BYTE,
                0,
                frame.length);
        UnsafeApi.putLong(burst, mbuf);
        if (queue.send(burst, 1) == 0) {
            cache.free(mbuf);
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        arena.close();
    }
}
