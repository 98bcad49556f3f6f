package io.umbel.perf.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A {@link LinkTap} on the link of each of several hosts. For one thread. */
final class LinkTaps implements AutoCloseable {
    private final Map<Host, LinkTap> taps = new LinkedHashMap<>();
    private final List<Future<LinkTap>> running = new ArrayList<>();

    /** Returns when all of them see. */
    static LinkTaps open(List<Host> hosts) throws InterruptedException, ExecutionException {
        LinkTaps taps = new LinkTaps();
        for (Host host : hosts) {
            LinkTap tap = new LinkTap(host);
            Future<LinkTap> end = host.start(tap);
            taps.taps.put(host, tap);
            taps.running.add(end);
            if (!tap.awaitOpen()) {
                // Says why, if it failed.
                end.cancel(true);
                end.get();
            }
        }
        return taps;
    }

    LinkTap of(Host host) {
        LinkTap tap = taps.get(host);
        if (tap == null) {
            throw new IllegalArgumentException("the link of " + host.name() + " is not watched");
        }
        return tap;
    }

    /** How many datagrams came over all the links. */
    long arrived() {
        return taps.values().stream().mapToLong(LinkTap::arrived).sum();
    }

    /** Ends them when they have seen what was waiting. */
    void finish() throws InterruptedException, ExecutionException {
        taps.values().forEach(LinkTap::finish);
        for (Future<LinkTap> each : running) {
            each.get();
        }
    }

    @Override
    public void close() {
        taps.values().forEach(LinkTap::finish);
    }
}
