package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The calling thread as one that polls: registered with DPDK, with a cache of a pool and room for a burst. Frames go in
 * and out as Java arrays.
 */
public final class PollingThread implements AutoCloseable {
    private static final int BURST = 32;

    private final Eal eal;
    private final MbufCache cache;
    private final Arena arena = Arena.ofConfined();
    private final long burst = arena.allocate(ValueLayout.JAVA_LONG, BURST).address();

    public PollingThread(Eal eal, PacketPool pool) {
        this.eal = eal;
        this.cache = new MbufCache(pool, eal.registerThread());
    }

    public MbufCache cache() {
        return cache;
    }

    /** Sends the frame; true if the device took it. */
    public boolean send(TxQueue queue, byte[] frame) {
        return sendMbuf(queue, mbufOf(frame));
    }

    /** Sends the mbuf, which is no longer the caller's; true if the device took it. */
    public boolean sendMbuf(TxQueue queue, long mbuf) {
        UnsafeApi.putLong(burst, mbuf);
        if (queue.send(burst, 1) == 1) {
            return true;
        }
        cache.free(mbuf);
        return false;
    }

    /** An mbuf of the pool that holds the frame. */
    public long mbufOf(byte[] frame) {
        long mbuf = cache.take();
        if (mbuf == 0) {
            throw new IllegalStateException("the pool is empty");
        }
        Mbuf.initialise(mbuf, frame.length, 0);
        for (int i = 0; i < frame.length; i++) {
            UnsafeApi.putByte(Mbuf.freshData(mbuf) + i, frame[i]);
        }
        return mbuf;
    }

    /** What has arrived on the queue, at most one burst. */
    public List<byte[]> receive(RxQueue queue) {
        int count = queue.receive(burst, BURST);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long mbuf = UnsafeApi.getLong(burst + (long) i * Long.BYTES);
            frames.add(frameOf(mbuf));
            cache.free(mbuf);
        }
        return frames;
    }

    /** The frame in all segments of the mbuf, which stays the caller's. */
    public static byte[] frameOf(long mbuf) {
        byte[] frame = new byte[Mbuf.packetLength(mbuf)];
        int copied = 0;
        for (long segment = mbuf; segment != 0; segment = Mbuf.next(segment)) {
            for (int i = 0; i < Mbuf.dataLength(segment); i++) {
                frame[copied++] = UnsafeApi.getByte(Mbuf.data(segment) + i);
            }
        }
        return frame;
    }

    @Override
    public void close() {
        arena.close();
        eal.unregisterThread();
    }
}
