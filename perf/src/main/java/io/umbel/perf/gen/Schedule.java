package io.umbel.perf.gen;

import java.util.List;

/** Which stream sends next, and when: a binary heap by time, without objects. */
final class Schedule {
    private final List<TestStream> streams;
    private final long[] sent;
    private final int[] heap;
    private final long[] due;

    /** All streams at their first frames. */
    Schedule(List<TestStream> streams) {
        this.streams = streams;
        this.sent = new long[streams.size()];
        this.heap = new int[streams.size()];
        this.due = new long[streams.size()];
        for (int i = 0; i < heap.length; i++) {
            heap[i] = i;
            due[i] = streams.get(i).dueNanos(0);
        }
        for (int i = heap.length / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** The stream that is next. */
    int stream() {
        return heap[0];
    }

    /** When it is, after the trial's begin. */
    long dueNanos() {
        return due[heap[0]];
    }

    /** The number of its next frame. */
    long frame() {
        return sent[heap[0]];
    }

    /** That frame is sent. */
    void advance() {
        int stream = heap[0];
        due[stream] = streams.get(stream).dueNanos(++sent[stream]);
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        int stream = heap[at];
        while (2 * at + 1 < heap.length) {
            int child = 2 * at + 1;
            if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], stream)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = stream;
    }

    private boolean isBefore(int one, int other) {
        return due[one] < due[other] || (due[one] == due[other] && one < other);
    }
}
