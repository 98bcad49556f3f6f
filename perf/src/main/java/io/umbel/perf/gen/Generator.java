package io.umbel.perf.gen;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.TxQueue;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.UnsafeApi;

/**
 * Sends the frames of a trial's streams, each when it is due. What could not be sent in time is sent as soon as possible, and how late
 * frames were is told; what was not sent by the trial's end is not sent any more.
 *
 * <p>For the tester's thread.
 */
final class Generator implements AutoCloseable {
    static final int BURST = 32;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<TestStream> streams;
    private final int run;
    private final StreamFrames frames;
    private final Schedule schedule;
    private final List<TxQueue> queues;
    private final MbufCache cache;
    private final LongSupplier clock;
    private final long startNanos;
    private final long endNanos;
    private final Arena arena = Arena.ofShared();
    private final long burst = arena.allocate(ValueLayout.JAVA_LONG, BURST).address();
    private final long[] sent;
    private final long[] sentInSlot;
    private final long slotNanos;
    private final Histogram lateNanos = new Histogram(2);
    private long octets;

    /**
     * @param queues by the index of the tester's port
     * @param slots into how many parts of the trial's time to count
     */
    Generator(
            List<TestStream> streams,
            int run,
            List<TxQueue> queues,
            MbufCache cache,
            LongSupplier clock,
            long startNanos,
            long endNanos,
            int slots) {
        this.streams = streams;
        this.run = run;
        this.frames = new StreamFrames(streams);
        this.schedule = new Schedule(streams);
        this.queues = queues;
        this.cache = cache;
        this.clock = clock;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
        this.sent = new long[streams.size()];
        this.sentInSlot = new long[slots];
        this.slotNanos = Math.max(1, (endNanos - startNanos + slots - 1) / slots);
    }

    /** Whether the trial's time is over. */
    boolean isOver() {
        return clock.getAsLong() >= endNanos;
    }

    /** When the next frame is due, by the tester's clock. */
    long nextDueNanos() {
        return startNanos + schedule.dueNanos();
    }

    /** Sends what is due, a burst at most, and returns how many frames that was. */
    int poll() {
        long now = clock.getAsLong();
        if (now >= endNanos || streams.isEmpty()) {
            return 0;
        }
        int count = 0;
        int port = streams.get(schedule.stream()).port();
        while (count < BURST && startNanos + schedule.dueNanos() <= now) {
            int stream = schedule.stream();
            if (streams.get(stream).port() != port) {
                break;
            }
            long mbuf = cache.take();
            if (mbuf == 0) {
                break;
            }
            // Its number is given when the device has taken it, since those it does not take are offered again.
            write(mbuf, stream, schedule.frame(), now);
            UnsafeApi.putLong(burst + (long) count * Long.BYTES, mbuf);
            lateNanos.recordValue(now - startNanos - schedule.dueNanos());
            count(stream, now);
            schedule.advance();
            count++;
        }
        send(queues.get(port), count);
        return count;
    }

    private void write(long mbuf, int stream, long frame, long now) {
        TestStream of = streams.get(stream);
        int length = of.length(frame);
        Mbuf.initialise(mbuf, length, 0);
        long data = Mbuf.freshData(mbuf);
        UnsafeApi.copyMemory(frames.frame(stream, frame), data, length);
        int tagAt = FrameTag.OFFSET + (of.vlan() == 0 ? 0 : Ethernet.TAG_LENGTH);
        FrameTag.write(data + tagAt, run, stream, (int) frame, now);
        octets += length + TestStream.FCS;
    }

    private void count(int stream, long now) {
        sent[stream]++;
        sentInSlot[slot(now)]++;
    }

    /** The part of the trial's time in which this is. */
    int slot(long nanos) {
        return Math.clamp((nanos - startNanos) / slotNanos, 0, sentInSlot.length - 1);
    }

    /** Hands all of the burst to the device, which takes what it has room for at a time. */
    private void send(TxQueue queue, int count) {
        int done = queue.send(burst, count);
        long began = System.nanoTime();
        while (done < count) {
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new IllegalStateException("the device takes no more frames");
            }
            for (int i = done; i < count; i++) {
                long data = Mbuf.freshData(UnsafeApi.getLong(burst + (long) i * Long.BYTES));
                long ip = FrameTag.ipv4(data, FrameTag.SHORTEST_FRAME + Ethernet.TAG_LENGTH);
                FrameTag.sentAt(FrameTag.inDatagram(ip), clock.getAsLong());
            }
            done += queue.send(burst + (long) done * Long.BYTES, count - done);
        }
    }

    int run() {
        return run;
    }

    List<TestStream> streams() {
        return streams;
    }

    /** Frames sent of the stream of that number. */
    long sent(int stream) {
        return sent[stream];
    }

    /** Frames sent in each part of the trial's time. */
    long[] sentInSlots() {
        return sentInSlot.clone();
    }

    long slotNanos() {
        return slotNanos;
    }

    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return endNanos;
    }

    /** Octets sent, frame check sequences included. */
    long octets() {
        return octets;
    }

    /** How long after their time frames were handed to the device. */
    Histogram lateNanos() {
        return lateNanos.copy();
    }

    @Override
    public void close() {
        frames.close();
        arena.close();
    }
}
