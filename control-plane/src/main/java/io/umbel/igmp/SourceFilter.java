package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What of one group is to be forwarded to an interface (§6.2, §6.3). Immutable.
 *
 * @param mode INCLUDE: only the requested sources; EXCLUDE: all but the excluded ones
 * @param requested the sources whose timers run: in INCLUDE mode all that is forwarded, in EXCLUDE mode those somebody has asked
 *     for by name and that stay if the mode goes back to INCLUDE
 * @param excluded the sources that nobody wants; empty in INCLUDE mode
 */
public record SourceFilter(FilterMode mode, NavigableSet<Ipv4> requested, NavigableSet<Ipv4> excluded) {

    /** INCLUDE of nothing: no membership. */
    public static final SourceFilter NOTHING =
            new SourceFilter(FilterMode.INCLUDE, Collections.emptyNavigableSet(), Collections.emptyNavigableSet());

    /** EXCLUDE of nothing: the any-source membership of versions 1 and 2. */
    public static final SourceFilter EVERYTHING =
            new SourceFilter(FilterMode.EXCLUDE, Collections.emptyNavigableSet(), Collections.emptyNavigableSet());

    public SourceFilter {
        requested = immutable(requested);
        excluded = immutable(excluded);
        if (mode == FilterMode.INCLUDE && !excluded.isEmpty()) {
            throw new IllegalArgumentException(
                    "INCLUDE mode excludes " + excluded + "; an empty list of excluded sources is allowed.");
        }
    }

    private static NavigableSet<Ipv4> immutable(NavigableSet<Ipv4> sources) {
        return sources.isEmpty()
                ? Collections.emptyNavigableSet()
                : Collections.unmodifiableNavigableSet(new TreeSet<>(sources));
    }

    /** Only these sources. */
    static SourceFilter include(NavigableSet<Ipv4> sources) {
        return new SourceFilter(FilterMode.INCLUDE, sources, Collections.emptyNavigableSet());
    }

    /** Whether data of that source is to be forwarded (§6.3). */
    public boolean forwards(Ipv4 source) {
        return mode == FilterMode.INCLUDE ? requested.contains(source) : !excluded.contains(source);
    }

    /** Whether nothing is forwarded. */
    public boolean isNothing() {
        return mode == FilterMode.INCLUDE && requested.isEmpty();
    }

    /** What satisfies both (§3.2). */
    SourceFilter plus(SourceFilter other) {
        if (other.isNothing()) {
            return this;
        }
        if (isNothing()) {
            return other;
        }
        NavigableSet<Ipv4> eitherRequests = new TreeSet<>(requested);
        eitherRequests.addAll(other.requested);
        NavigableSet<Ipv4> neitherForwards = new TreeSet<>(excluded);
        neitherForwards.addAll(other.excluded);
        neitherForwards.removeIf(source -> forwards(source) || other.forwards(source));
        FilterMode either = mode == FilterMode.EXCLUDE || other.mode == FilterMode.EXCLUDE
                ? FilterMode.EXCLUDE
                : FilterMode.INCLUDE;
        return new SourceFilter(either, eitherRequests, neitherForwards);
    }
}
