package io.umbel.controlplane;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The latest events, with numbers from 1 on. Whoever writes never waits, neither for readers nor for other writers: a reader who
 * is too slow finds that events it has not read are gone.
 *
 * <p>Any thread may write and read.
 */
public final class EventLog implements Consumer<Event> {
    /** How many events are kept: a power of two. */
    public static final int CAPACITY = 1 << 14;

    private static final int MASK = CAPACITY - 1;

    /** An event with its number. */
    public record Entry(long number, Instant time, Event event) {}

    private final InstantSource clock;
    private final AtomicReferenceArray<Entry> ring = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong last = new AtomicLong();

    public EventLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Something has happened. */
    @Override
    public void accept(Event event) {
        long number = last.incrementAndGet();
        ring.setRelease((int) number & MASK, new Entry(number, clock.instant(), event));
    }

    /** The number of the latest event; 0 if nothing has happened. */
    public long last() {
        return last.get();
    }

    /** The number of the oldest event that is still there, or of the next if there is none. */
    public long oldest() {
        return Math.max(1, last.get() - CAPACITY + 1);
    }

    /**
     * What happened after the event of that number, oldest first, as far as it is still there: if the first has not the next
     * number, those between are gone.
     *
     * @param limit how many at most
     */
    public List<Entry> after(long number, int limit) {
        List<Entry> entries = new ArrayList<>();
        long newest = last.get();
        for (long next = Math.max(number + 1, oldest()); next <= newest && entries.size() < limit; next++) {
            Entry entry = ring.getAcquire((int) next & MASK);
            if (entry == null || entry.number() < next) {
                // Its writer is about to put it there.
                break;
            }
            if (entry.number() == next) {
                entries.add(entry);
            } else if (!entries.isEmpty()) {
                // Writers have come round meanwhile; what is missing shows at the next call.
                break;
            }
        }
        return entries;
    }
}
