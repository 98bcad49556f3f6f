package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a {@link Population}, always the same: of 20, 16 give an entry that stays its other list, two add or remove an
 * entry that nothing is sent for, one removes an entry whose stream is being forwarded, and the next adds that again. The
 * number of entries stays the same but for one. One entry that stays is left alone by all of these, and changed on request
 * ({@link #writeWatched}): nothing but that request explains what becomes of it. For one thread at a time.
 */
final class ChangeSequence {
    private static final int CYCLE = 20;
    private static final int LISTS = 16;
    private static final int REMOVED = CYCLE - 2;
    private static final int WATCHED = 0;

    private final Population population;
    private final MfeTable table;
    private final MfeChanges.Publisher feed;
    private final boolean[] hasOther;
    private final boolean[] present;
    private long version = 1;
    private int place;
    private int staying = WATCHED + 1;
    private int passing;
    private int idle;

    private long written;
    private boolean removed;

    ChangeSequence(Population population, MfeTable table, MfeChanges.Publisher feed) {
        this.population = population;
        this.table = table;
        this.feed = feed;
        this.hasOther = new boolean[population.forwarded()];
        this.present = new boolean[population.idle()];
    }

    /** Puts the entries into the table, before anybody reads it. */
    void fill() {
        for (int i = 0; i < population.forwarded(); i++) {
            hasOther[i] = i % 2 == 1;
            table.put(stayingEntry(i));
            table.put(passingEntry(i));
        }
        for (int i = 0; i < population.idle(); i += 2) {
            present[i] = true;
            table.put(idleEntry(i));
        }
    }

    /** The key of the entry that only {@link #writeWatched} changes. */
    static long watched() {
        return Streams.key(Population.firstStaying() + WATCHED);
    }

    /** Gives that entry its other list in the table. */
    void writeWatched() {
        version++;
        giveOtherList(WATCHED);
    }

    /** Makes the next change in the table. */
    void write() {
        version++;
        if (place < LISTS) {
            giveOtherList(staying);
            staying = staying + 1 < population.forwarded() ? staying + 1 : WATCHED + 1;
        } else if (place < REMOVED) {
            present[idle] = !present[idle];
            change(population.firstIdle() + idle, present[idle] ? idleEntry(idle) : null);
            idle = (idle + 1) % population.idle();
        } else if (place == REMOVED) {
            change(population.firstPassing() + passing, null);
        } else {
            change(population.firstPassing() + passing, passingEntry(passing));
            passing = (passing + 1) % population.forwarded();
        }
        place = (place + 1) % CYCLE;
    }

    /** Tells of the change that was written last. */
    void tell() {
        if (removed) {
            feed.remove(written, version);
        } else {
            feed.put(written, version);
        }
    }

    private void giveOtherList(int number) {
        hasOther[number] = !hasOther[number];
        change(Population.firstStaying() + number, stayingEntry(number));
    }

    private void change(int stream, @Nullable Mfe entry) {
        written = Streams.key(stream);
        removed = entry == null;
        if (entry == null) {
            table.remove(written);
        } else {
            table.put(entry);
        }
    }

    private Mfe stayingEntry(int number) {
        return population.entry(
                Population.firstStaying() + number, hasOther[number] ? population.other() : population.one(), version);
    }

    private Mfe passingEntry(int number) {
        return population.entry(population.firstPassing() + number, population.passing(), version);
    }

    private Mfe idleEntry(int number) {
        return population.entry(population.firstIdle() + number, population.unused(), version);
    }
}
