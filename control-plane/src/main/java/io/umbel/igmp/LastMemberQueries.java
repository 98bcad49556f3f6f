package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.ArrayList;
import java.util.List;

/** The group-specific and group-and-source-specific queries of one group, with their retransmissions (§6.6.3). */
final class LastMemberQueries {

    private final LinkState link;
    private final GroupState group;
    private final Timer retransmission = new Retransmission();
    private int groupQueriesLeft;
    private boolean asked;

    LastMemberQueries(LinkState link, GroupState group) {
        this.link = link;
        this.group = group;
    }

    private final class Retransmission extends Timer {
        @Override
        void expired(long nowMs) {
            transmit(nowMs);
        }
    }

    /** Gives the source the last member query time to be confirmed, unless it has been given that already. */
    void ask(SourceState source, long nowMs) {
        if (doubtBegins(source, nowMs)) {
            source.queriesLeft = link.effectiveTimers().lastMemberQueryCount();
        }
    }

    /** The same for the group. */
    void askGroup(long nowMs) {
        if (doubtBegins(group.groupTimer(), nowMs)) {
            groupQueriesLeft = link.effectiveTimers().lastMemberQueryCount();
        }
    }

    /** Only the querier asks; the others follow its queries. */
    private boolean doubtBegins(Timer timer, long nowMs) {
        long lastMemberQueryTimeMs = link.effectiveTimers().lastMemberQueryTimeMs();
        if (!link.isQuerier() || timer.remainingMs(nowMs) <= lastMemberQueryTimeMs) {
            return false;
        }
        link.timers().start(timer, nowMs + lastMemberQueryTimeMs);
        asked = true;
        return true;
    }

    /** Sends what has come to be asked, at once and together. */
    void sendIfAsked(long nowMs) {
        if (asked) {
            asked = false;
            transmit(nowMs);
        }
    }

    private void transmit(long nowMs) {
        boolean askGroup = groupQueriesLeft > 0;
        boolean more = groupQueriesLeft > 1;
        List<Ipv4> confirmed = new ArrayList<>();
        List<Ipv4> doubtful = new ArrayList<>();
        for (SourceState source : group.sources()) {
            if (source.queriesLeft > 0) {
                source.queriesLeft--;
                more |= source.queriesLeft > 0;
                (isConfirmed(source, nowMs) ? confirmed : doubtful).add(source.address);
            }
        }
        if (askGroup) {
            groupQueriesLeft--;
            send(isConfirmed(group.groupTimer(), nowMs), List.of());
        } else {
            // Beside a group-specific query this one may be left out.
            sendInParts(true, confirmed);
        }
        sendInParts(false, doubtful);
        if (more) {
            link.timers().start(retransmission, nowMs + link.effectiveTimers().lastMemberQueryIntervalMs());
        } else {
            link.timers().stop(retransmission);
        }
    }

    /** Whether a report has come since it was first asked: then other routers are told to leave their timers alone. */
    private boolean isConfirmed(Timer timer, long nowMs) {
        return timer.remainingMs(nowMs) > link.effectiveTimers().lastMemberQueryTimeMs();
    }

    private void sendInParts(boolean suppressRouterProcessing, List<Ipv4> sources) {
        int most = link.config().sourcesPerQuery();
        for (int from = 0; from < sources.size(); from += most) {
            send(suppressRouterProcessing, sources.subList(from, Math.min(from + most, sources.size())));
        }
    }

    private void send(boolean suppressRouterProcessing, List<Ipv4> sources) {
        if (!link.isQuerier()) {
            return;
        }
        IgmpTimers timers = link.effectiveTimers();
        link.send(new IgmpMessage.Query(
                link.config().version(),
                group.group,
                timers.lastMemberQueryIntervalMs(),
                suppressRouterProcessing,
                timers.robustnessVariable(),
                timers.queryIntervalMs(),
                sources));
    }

    /** Nothing is left to ask about the group as a whole. */
    void groupExpired() {
        groupQueriesLeft = 0;
    }

    void stop() {
        link.timers().stop(retransmission);
    }
}
