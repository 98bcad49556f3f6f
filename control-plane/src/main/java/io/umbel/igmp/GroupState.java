package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of one interface want of one group: filter mode, group timer and source records (§6.2), changed by the tables of
 * §6.4 and by timers.
 *
 * <p>In the comments A and B are the source lists of INCLUDE mode and of the report, X the requested and Y the excluded sources
 * of EXCLUDE mode.
 */
final class GroupState {

    final Ipv4 group;
    final long sinceMs;
    final OlderHosts olderHosts = new OlderHosts();
    final HostTracking hosts;
    Ipv4 lastReporter = Ipv4.ZERO;

    /** What the listener was last told. */
    SourceFilter told;
    /** Whether it is on the interface's list of groups to look at. */
    boolean touched;

    private final LinkState link;
    private final LastMemberQueries queries;
    private final Timer groupTimer = new GroupTimer();
    private final NavigableMap<Ipv4, SourceState> sources = new TreeMap<>();
    private FilterMode mode = FilterMode.INCLUDE;

    GroupState(LinkState link, Ipv4 group, SourceFilter told, long nowMs) {
        this.link = link;
        this.group = group;
        this.told = told;
        this.sinceMs = nowMs;
        hosts = new HostTracking(link.config().maxGroupSources(), link.completeFromMs());
        queries = new LastMemberQueries(link, this);
    }

    private final class GroupTimer extends Timer {
        @Override
        void expired(long nowMs) {
            groupExpired();
        }
    }

    FilterMode mode() {
        return mode;
    }

    Timer groupTimer() {
        return groupTimer;
    }

    Collection<SourceState> sources() {
        return sources.values();
    }

    /** Whether it says no more than if it were not there. */
    boolean isEmpty() {
        return mode == FilterMode.INCLUDE && sources.isEmpty();
    }

    SourceFilter filter() {
        if (sources.isEmpty()) {
            return mode == FilterMode.EXCLUDE ? SourceFilter.EVERYTHING : SourceFilter.NOTHING;
        }
        NavigableSet<Ipv4> requested = new TreeSet<>();
        NavigableSet<Ipv4> excluded = new TreeSet<>();
        for (SourceState source : sources.values()) {
            (source.isRunning() ? requested : excluded).add(source.address);
        }
        return new SourceFilter(mode, requested, excluded);
    }

    /** Acts on a record of a report by the tables of §6.4.1 and §6.4.2. */
    void apply(RecordType type, NavigableSet<Ipv4> listed, long nowMs) {
        if (mode == FilterMode.INCLUDE) {
            applyToInclude(type, listed, nowMs);
        } else {
            applyToExclude(type, listed, nowMs);
        }
        queries.sendIfAsked(nowMs);
    }

    private void applyToInclude(RecordType type, NavigableSet<Ipv4> listed, long nowMs) {
        switch (type) {
            case MODE_IS_INCLUDE, ALLOW_NEW_SOURCES -> request(listed, nowMs);
            case BLOCK_OLD_SOURCES -> ask(listed::contains, nowMs); // A*B
            case CHANGE_TO_INCLUDE_MODE -> {
                request(listed, nowMs);
                ask(source -> !listed.contains(source), nowMs); // A-B
            }
            case MODE_IS_EXCLUDE -> turnToExclude(listed, nowMs);
            case CHANGE_TO_EXCLUDE_MODE -> {
                turnToExclude(listed, nowMs);
                ask(source -> true, nowMs); // A*B, all that is left running
            }
        }
    }

    private void applyToExclude(RecordType type, NavigableSet<Ipv4> listed, long nowMs) {
        switch (type) {
            case MODE_IS_INCLUDE, ALLOW_NEW_SOURCES -> request(listed, nowMs);
            case MODE_IS_EXCLUDE -> {
                confine(listed, membershipExpiryMs(nowMs));
                link.timers().start(groupTimer, membershipExpiryMs(nowMs));
            }
            case CHANGE_TO_EXCLUDE_MODE -> {
                confine(listed, groupTimer.atMs());
                link.timers().start(groupTimer, membershipExpiryMs(nowMs));
                ask(source -> true, nowMs); // A-Y, all that is left running
            }
            case BLOCK_OLD_SOURCES -> {
                listed.forEach(source -> addRunning(source, groupTimer.atMs())); // A-X-Y
                ask(listed::contains, nowMs); // A-Y
            }
            case CHANGE_TO_INCLUDE_MODE -> {
                request(listed, nowMs);
                ask(source -> !listed.contains(source), nowMs); // X-A
                askGroup(nowMs);
            }
        }
    }

    private long membershipExpiryMs(long nowMs) {
        return nowMs + link.effectiveTimers().groupMembershipIntervalMs();
    }

    /** (B) = GMI. */
    private void request(NavigableSet<Ipv4> listed, long nowMs) {
        for (Ipv4 address : listed) {
            SourceState source = findOrAdd(address);
            if (source != null) {
                if (!source.isRunning()) {
                    link.touch(this);
                }
                link.timers().start(source, membershipExpiryMs(nowMs));
            }
        }
    }

    /** INCLUDE (A) becomes EXCLUDE (A*B, B-A). */
    private void turnToExclude(NavigableSet<Ipv4> listed, long nowMs) {
        removeUnless(listed::contains);
        mode = FilterMode.EXCLUDE;
        listed.forEach(this::findOrAdd);
        link.timers().start(groupTimer, membershipExpiryMs(nowMs));
        link.touch(this);
    }

    /** EXCLUDE (X, Y) becomes EXCLUDE (A-Y, Y*A), with that timer for A-X-Y. */
    private void confine(NavigableSet<Ipv4> listed, long newSourcesExpireMs) {
        removeUnless(listed::contains);
        listed.forEach(source -> addRunning(source, newSourcesExpireMs));
    }

    private void addRunning(Ipv4 address, long expiresMs) {
        if (!sources.containsKey(address)) {
            SourceState added = findOrAdd(address);
            if (added != null) {
                link.timers().start(added, expiresMs);
            }
        }
    }

    /** Null if the group is full. In either mode that errs on the side of what the RFC does without source records. */
    private @Nullable SourceState findOrAdd(Ipv4 address) {
        SourceState source = sources.get(address);
        if (source == null) {
            if (sources.size() >= link.config().maxGroupSources()) {
                link.counters().rejected(Rejection.SOURCE_LIMIT);
                return null;
            }
            source = new SourceState(this, address);
            sources.put(address, source);
            link.touch(this);
        }
        return source;
    }

    private void removeUnless(Predicate<Ipv4> kept) {
        boolean changed = sources.values().removeIf(source -> {
            boolean goes = !kept.test(source.address);
            if (goes) {
                link.timers().stop(source);
            }
            return goes;
        });
        if (changed) {
            link.touch(this);
        }
    }

    /** Send Q(G, A): asks whether anybody wants these requested sources, unless the answer is known. */
    private void ask(Predicate<Ipv4> which, long nowMs) {
        List<SourceState> doubtful = new ArrayList<>();
        for (SourceState source : sources.values()) {
            if (source.isRunning() && which.test(source.address)) {
                doubtful.add(source);
            }
        }
        for (SourceState source : doubtful) {
            if (isKnownToBeLast(nowMs, () -> !hosts.anyWants(source.address))) {
                link.timers().stop(source);
                sourceExpired(source);
            } else {
                queries.ask(source, nowMs);
            }
        }
    }

    /** Send Q(G). */
    private void askGroup(long nowMs) {
        if (isKnownToBeLast(nowMs, () -> !hosts.anyWantsMoreThan(this::isRequested))) {
            link.timers().stop(groupTimer);
            groupExpired();
        } else {
            queries.askGroup(nowMs);
        }
    }

    private boolean isRequested(Ipv4 address) {
        SourceState source = sources.get(address);
        return source != null && source.isRunning();
    }

    /** Whether a leave may be believed without asking: by configuration, or because all who might object are known. */
    private boolean isKnownToBeLast(long nowMs, BooleanSupplier nobodyElse) {
        IgmpConfig config = link.config();
        return config.immediateLeave()
                || (config.explicitTracking() && hosts.isComplete(nowMs) && nobodyElse.getAsBoolean());
    }

    /** Another router has asked: what nobody confirms goes when the answers would have come (§6.6.1). */
    void lowerTimers(Collection<Ipv4> asked, long expiresMs) {
        if (asked.isEmpty()) {
            lower(groupTimer, expiresMs);
        }
        for (Ipv4 address : asked) {
            SourceState source = sources.get(address);
            if (source != null) {
                lower(source, expiresMs);
            }
        }
    }

    private void lower(Timer timer, long expiresMs) {
        if (timer.isRunning() && timer.atMs() > expiresMs) {
            link.timers().start(timer, expiresMs);
        }
    }

    /** INCLUDE: the source goes. EXCLUDE: it is excluded from now on (§6.3). */
    void sourceExpired(SourceState source) {
        source.queriesLeft = 0;
        if (mode == FilterMode.INCLUDE) {
            sources.remove(source.address);
        }
        link.touch(this);
    }

    /** Back to INCLUDE with what is requested by name (§6.5). */
    private void groupExpired() {
        sources.values().removeIf(source -> !source.isRunning());
        mode = FilterMode.INCLUDE;
        queries.groupExpired();
        link.touch(this);
    }

    /** Stops all timers: nothing will happen here any more. */
    void discard() {
        sources.values().forEach(link.timers()::stop);
        link.timers().stop(groupTimer);
        queries.stop();
    }
}
