package io.umbel.perf.gen;

import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.PollingThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The device under test of the analyser's tests: takes frames from one ring device and gives them to another, and on the way
 * drops, doubles, swaps or holds back those that it is told to, by the order of their coming. Frames leave when their time has come by
 * the clock.
 */
final class ImpairedWire {
    @SuppressWarnings("ArrayRecordComponent") // It is compared by nobody.
    private record Waiting(long atNanos, byte[] frame) {}

    private final EthDevice from;
    private final EthDevice to;
    private final PollingThread thread;
    private final ManualClock clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private int arrived;
    int dropEvery = Integer.MAX_VALUE;
    int doubleEvery = Integer.MAX_VALUE;
    int swapEvery = Integer.MAX_VALUE;
    int delayEvery = Integer.MAX_VALUE;
    int corruptEvery = Integer.MAX_VALUE;
    /** What becomes of such a frame. */
    UnaryOperator<byte[]> corruption = UnaryOperator.identity();

    long delayNanos;
    long wireNanos;
    /** What comes before is dropped, and what comes then or later. */
    long opensAtNanos;

    long closesAtNanos = Long.MAX_VALUE;
    /** When it let go of its first frame, and of its latest. */
    long firstAtNanos;

    long lastAtNanos;

    ImpairedWire(EthDevice from, EthDevice to, PollingThread thread, ManualClock clock) {
        this.from = from;
        this.to = to;
        this.thread = thread;
        this.clock = clock;
    }

    void poll() {
        for (byte[] frame : thread.receive(from.rxQueue(0))) {
            take(frame, ++arrived);
        }
        while (!waiting.isEmpty() && waiting.getFirst().atNanos <= clock.getAsLong()) {
            thread.send(to.txQueue(0), waiting.removeFirst().frame);
            lastAtNanos = clock.getAsLong();
            firstAtNanos = firstAtNanos == 0 ? lastAtNanos : firstAtNanos;
        }
    }

    private void take(byte[] arrivedFrame, int number) {
        long now = clock.getAsLong();
        if (number % dropEvery == 0 || now < opensAtNanos || now >= closesAtNanos) {
            return;
        }
        byte[] frame = number % corruptEvery == 0 ? corruption.apply(arrivedFrame) : arrivedFrame;
        long extra = number % delayEvery == 0 ? delayNanos : 0;
        long due = now + wireNanos + extra;
        if (number % swapEvery == 0) {
            // Ahead of the one before, which so becomes late.
            waiting.add(waiting.size() - 1, new Waiting(waiting.getLast().atNanos, frame));
            return;
        }
        int at = waiting.size();
        while (at > 0 && waiting.get(at - 1).atNanos > due) {
            at--;
        }
        Waiting next = new Waiting(due, frame);
        waiting.add(at, next);
        if (number % doubleEvery == 0) {
            waiting.add(at + 1, next);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
