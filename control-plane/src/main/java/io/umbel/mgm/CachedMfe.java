package io.umbel.mgm;

/** An MFE in the cache, or in the making. */
final class CachedMfe {

    /** {@code ulTimeOut} unless the recipient of a prune alert says otherwise (§3.5). */
    static final int DEFAULT_TIME_OUT_SECONDS = 900;

    private static final long MS_PER_SECOND = 1000;

    final MfeKey key;
    final SourceGroup entry;
    final MulticastInterface incoming;
    final Route route;
    Ipv4 upstreamNeighbor;
    InterfaceSet outgoing = InterfaceSet.EMPTY;
    boolean cached;

    /** F+: interfaces added by forward state. */
    private InterfaceSet forwarded = InterfaceSet.EMPTY;
    /** F-: interfaces vetoed in the creation alert or deleted by forward state. */
    private InterfaceSet withheld = InterfaceSet.EMPTY;

    private int timeOutSeconds = DEFAULT_TIME_OUT_SECONDS;
    private long startedMs;

    CachedMfe(SourceGroup entry, MulticastInterface incoming, Ipv4 upstreamNeighbor, Route route) {
        this.entry = entry;
        this.key = new MfeKey(entry.group(), entry.source());
        this.incoming = incoming;
        this.upstreamNeighbor = upstreamNeighbor;
        this.route = route;
    }

    /** The last word of §4.8: what the joins and the marks make of the outgoing list. */
    InterfaceSet assemble(InterfaceSet joined) {
        return joined.union(forwarded).minus(withheld).without(incoming);
    }

    void forward(MulticastInterface on) {
        forwarded = forwarded.with(on);
        withheld = withheld.without(on);
        on.marked.add(this);
    }

    void withhold(MulticastInterface from) {
        forwarded = forwarded.without(from);
        withheld = withheld.with(from);
        from.marked.add(this);
    }

    /** A new join on the interface overrules an earlier veto. */
    void allow(MulticastInterface on) {
        withheld = withheld.without(on);
        if (!forwarded.contains(on)) {
            on.marked.remove(this);
        }
    }

    void clearMarks(MulticastInterface of) {
        forwarded = forwarded.without(of);
        withheld = withheld.without(of);
        of.marked.remove(this);
    }

    void clearMarks() {
        for (InterfaceSet marks = forwarded.union(withheld); !marks.isEmpty(); marks = marks.without(marks.get(0))) {
            clearMarks(marks.get(0));
        }
    }

    void start(long nowMs, int seconds) {
        startedMs = nowMs;
        timeOutSeconds = seconds;
    }

    int timeOutSeconds() {
        return timeOutSeconds;
    }

    long upTimeMs(long nowMs) {
        return nowMs - startedMs;
    }

    long deadlineMs() {
        return startedMs + timeOutSeconds * MS_PER_SECOND;
    }

    ForwardingEntry toForwardingEntry() {
        return new ForwardingEntry(key, incoming.id, upstreamNeighbor, outgoing.ids());
    }

    @Override
    public String toString() {
        return "MFE " + key;
    }
}
