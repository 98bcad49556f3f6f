package io.umbel.dataplane.fib;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One worker's view of the FIB. The worker calls {@link #comeOnline} before its first pass, {@link #table} once at the
 * start of each, {@link #endPass} at the end of each, and {@link #goOffline} after its last. What it found in a table is
 * valid until the end of the pass.
 */
public final class FibReader {
    // Read by the writer at most every few microseconds: false sharing costs nothing here.
    private final AtomicLong passes = new AtomicLong();
    private volatile boolean online;
    private volatile ForwardingTable table;

    FibReader(ForwardingTable table) {
        this.table = table;
    }

    /** The table to use in this pass. */
    public ForwardingTable table() {
        return table;
    }

    public void comeOnline() {
        online = true;
    }

    /**
     * Ends a pass. An atomic addition because it is a full fence: the loads of the next pass must not overtake it, or the
     * writer would free what they found.
     */
    public void endPass() {
        passes.getAndIncrement();
    }

    public void goOffline() {
        online = false;
    }

    /** Whether the worker makes passes. Any thread. */
    public boolean online() {
        return online;
    }

    /** How many passes the worker has made. Any thread. */
    public long passes() {
        return passes.get();
    }

    void replaceTable(ForwardingTable replacement) {
        table = replacement;
    }
}
