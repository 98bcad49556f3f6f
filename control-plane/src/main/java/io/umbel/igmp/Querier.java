package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;
import java.util.function.Consumer;

/** The querier election of one interface and its general queries (§6.6.1, §6.6.2; RFC 2236 §3, §7). */
final class Querier {

    private final IgmpLink link;
    private IgmpConfig config;
    private final Timers timers;
    private final Consumer<IgmpMessage.Query> sender;
    private final Timer generalQuery = new GeneralQuery();
    private final Timer otherQuerierPresent = new OtherQuerierPresent();
    private int startupQueriesLeft;
    private Ipv4 address;
    private IgmpTimers effectiveTimers;

    Querier(IgmpLink link, IgmpConfig config, Timers timers, Consumer<IgmpMessage.Query> sender) {
        this.link = link;
        this.config = config;
        this.timers = timers;
        this.sender = sender;
        address = link.address();
        effectiveTimers = config.timers();
    }

    private final class GeneralQuery extends Timer {
        @Override
        void expired(long nowMs) {
            ask(nowMs);
        }
    }

    private final class OtherQuerierPresent extends Timer {
        @Override
        void expired(long nowMs) {
            address = link.address();
            effectiveTimers = config.timers();
            ask(nowMs);
        }
    }

    /** Every router begins as querier, asking more often at first. */
    void start(long nowMs) {
        startupQueriesLeft = config.timers().startupQueryCount();
        ask(nowMs);
    }

    /** The settings are others from now on; whoever is the querier stays it. */
    void reconfigure(IgmpConfig other, long nowMs) {
        config = other;
        if (isSelf()) {
            effectiveTimers = other.timers();
            if (generalQuery.remainingMs(nowMs) > other.timers().queryIntervalMs()) {
                timers.start(generalQuery, nowMs + other.timers().queryIntervalMs());
            }
        }
    }

    private void ask(long nowMs) {
        IgmpTimers own = config.timers();
        sender.accept(new IgmpMessage.Query(
                config.version(),
                Ipv4.ZERO,
                own.queryMaxResponseTimeMs(),
                false,
                own.robustnessVariable(),
                own.queryIntervalMs(),
                List.of()));
        startupQueriesLeft = Math.max(0, startupQueriesLeft - 1);
        long untilNextMs = startupQueriesLeft > 0 ? own.startupQueryIntervalMs() : own.queryIntervalMs();
        timers.start(generalQuery, nowMs + untilNextMs);
    }

    /** Another router has asked: the lower address is the querier. */
    void heard(Ipv4 other, IgmpMessage.Query query, long nowMs) {
        if (other.compareTo(link.address()) > 0) {
            return;
        }
        startupQueriesLeft = 0;
        timers.stop(generalQuery);
        address = other;
        effectiveTimers = config.timers().asToldBy(query);
        timers.start(otherQuerierPresent, nowMs + effectiveTimers.otherQuerierPresentIntervalMs());
    }

    boolean isSelf() {
        return !otherQuerierPresent.isRunning();
    }

    Ipv4 address() {
        return address;
    }

    long otherQuerierExpireMs(long nowMs) {
        return otherQuerierPresent.remainingMs(nowMs);
    }

    IgmpTimers effectiveTimers() {
        return effectiveTimers;
    }

    void stop() {
        timers.stop(generalQuery);
        timers.stop(otherQuerierPresent);
    }
}
