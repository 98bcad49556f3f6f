package io.umbel.mgm;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * WRONG_IF to the component of the interface a packet wrongly arrived on (§3.8), at most once per source, group and
 * interface in the configured interval. Remembers only the alerts of the last interval.
 */
final class WrongInterfaceAlerts {

    private record Arrival(MfeKey key, InterfaceId on) {}

    private final InterfaceTable interfaces;
    private final ForwardingCache cache;
    private final CallbackDispatcher dispatcher;
    private final MgmClock clock;
    private final MgmOptions options;
    /** When each was alerted, oldest first. */
    private final Map<Arrival, Long> alertedMs = new LinkedHashMap<>();

    WrongInterfaceAlerts(
            InterfaceTable interfaces,
            ForwardingCache cache,
            CallbackDispatcher dispatcher,
            MgmClock clock,
            MgmOptions options) {
        this.interfaces = interfaces;
        this.cache = cache;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.options = options;
    }

    void onArrival(MfeKey key, InterfaceId arrivedOn, PacketHeader header) {
        CachedMfe mfe = cache.find(key);
        Client component = interfaces.component(arrivedOn);
        boolean wrong = mfe != null && !mfe.incoming.id.equals(arrivedOn);
        if (!options.wrongIfAlerts() || !wrong || component == null) {
            return;
        }
        long nowMs = clock.milliseconds();
        forgetBefore(nowMs - options.wrongIfIntervalMs());
        if (alertedMs.putIfAbsent(new Arrival(key, arrivedOn), nowMs) == null) {
            dispatcher.queue(
                    component,
                    Callback.WRONG_IF,
                    callbacks -> callbacks.onWrongInterface(key.source(), key.group(), arrivedOn, header));
        }
    }

    private void forgetBefore(long limitMs) {
        Iterator<Long> oldestFirst = alertedMs.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next() <= limitMs) {
            oldestFirst.remove();
        }
    }
}
