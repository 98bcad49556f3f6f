package io.umbel.mgm;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The MFEs (§1.6): found by group, then source; walked in (group, source) order; thrown out at their deadlines. What
 * concerns one group never looks at another's.
 */
final class ForwardingCache {

    private static final Comparator<CachedMfe> BY_DEADLINE =
            Comparator.comparingLong(CachedMfe::deadlineMs).thenComparing(mfe -> mfe.key);

    private final MgmClock clock;
    private final Forwarder forwarder;
    private final Map<Ipv4, NavigableMap<Ipv4, CachedMfe>> byGroup = new HashMap<>();
    /** The same maps as in {@link #byGroup}; touched only when a group gets its first MFE or loses its last. */
    private final NavigableMap<Ipv4, NavigableMap<Ipv4, CachedMfe>> inOrder = new TreeMap<>();

    private final TreeSet<CachedMfe> byDeadline = new TreeSet<>(BY_DEADLINE);

    ForwardingCache(MgmClock clock, Forwarder forwarder) {
        this.clock = clock;
        this.forwarder = forwarder;
    }

    int size() {
        return byDeadline.size();
    }

    @Nullable
    CachedMfe find(MfeKey key) {
        NavigableMap<Ipv4, CachedMfe> ofGroup = byGroup.get(key.group());
        return ofGroup == null ? null : ofGroup.get(key.source());
    }

    /** The MFEs an entry matches, in (group, source) order. */
    Iterable<CachedMfe> matching(SourceGroup entry) {
        if (!entry.namesGroup()) {
            return () -> new Walk(inOrder.values().iterator());
        }
        NavigableMap<Ipv4, CachedMfe> ofGroup = byGroup.getOrDefault(entry.group(), Collections.emptyNavigableMap());
        if (!entry.namesSource()) {
            return ofGroup.values();
        }
        CachedMfe only = ofGroup.get(entry.source());
        return only == null ? List.of() : List.of(only);
    }

    Iterator<CachedMfe> first() {
        return new Walk(inOrder.values().iterator());
    }

    /** From the first entry strictly greater. */
    Iterator<CachedMfe> after(MfeKey key) {
        NavigableMap<Ipv4, CachedMfe> ofGroup = byGroup.getOrDefault(key.group(), Collections.emptyNavigableMap());
        Walk rest = new Walk(inOrder.tailMap(key.group(), false).values().iterator());
        rest.inGroup = ofGroup.tailMap(key.source(), false).values().iterator();
        return rest;
    }

    void add(CachedMfe mfe, int timeOutSeconds) {
        mfe.start(clock.milliseconds(), timeOutSeconds);
        NavigableMap<Ipv4, CachedMfe> ofGroup = byGroup.get(mfe.key.group());
        if (ofGroup == null) {
            ofGroup = new TreeMap<>();
            byGroup.put(mfe.key.group(), ofGroup);
            inOrder.put(mfe.key.group(), ofGroup);
        }
        ofGroup.put(mfe.key.source(), mfe);
        byDeadline.add(mfe);
        mfe.incoming.incoming.add(mfe);
        mfe.cached = true;
        forwarder.install(mfe.toForwardingEntry());
    }

    /** Lets the clock start again with another time-out (§4.10). */
    void restart(CachedMfe mfe, int timeOutSeconds) {
        if (mfe.cached) {
            byDeadline.remove(mfe);
            mfe.start(clock.milliseconds(), timeOutSeconds);
            byDeadline.add(mfe);
        }
    }

    void setOutgoing(CachedMfe mfe, InterfaceSet outgoing) {
        mfe.outgoing = outgoing;
        forwarder.install(mfe.toForwardingEntry());
    }

    void setUpstreamNeighbor(CachedMfe mfe, Ipv4 upstreamNeighbor) {
        mfe.upstreamNeighbor = upstreamNeighbor;
        forwarder.install(mfe.toForwardingEntry());
    }

    /** Nobody is told but the packet path (§4.10). */
    void remove(CachedMfe mfe) {
        Ipv4 group = mfe.key.group();
        NavigableMap<Ipv4, CachedMfe> ofGroup = byGroup.get(group);
        if (ofGroup != null && ofGroup.remove(mfe.key.source()) != null && ofGroup.isEmpty()) {
            byGroup.remove(group);
            inOrder.remove(group);
        }
        byDeadline.remove(mfe);
        mfe.incoming.incoming.remove(mfe);
        mfe.clearMarks();
        mfe.cached = false;
        forwarder.remove(mfe.key);
    }

    /** Removes what has reached its deadline. */
    int expire() {
        long nowMs = clock.milliseconds();
        int expired = 0;
        while (!byDeadline.isEmpty() && byDeadline.first().deadlineMs() <= nowMs) {
            remove(byDeadline.first());
            expired++;
        }
        return expired;
    }

    /** Group after group, source after source. */
    private static final class Walk implements Iterator<CachedMfe> {

        private final Iterator<NavigableMap<Ipv4, CachedMfe>> groups;
        private Iterator<CachedMfe> inGroup = Collections.emptyIterator();

        Walk(Iterator<NavigableMap<Ipv4, CachedMfe>> groups) {
            this.groups = groups;
        }

        @Override
        public boolean hasNext() {
            while (!inGroup.hasNext() && groups.hasNext()) {
                inGroup = groups.next().values().iterator();
            }
            return inGroup.hasNext();
        }

        @Override
        public CachedMfe next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The walk has passed the last MFE.");
            }
            return inGroup.next();
        }
    }
}
