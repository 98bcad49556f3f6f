package io.umbel.igmp;

import java.util.EnumMap;
import java.util.Map;

/** The counters of one interface ({@code statistics} of RFC 8652). */
final class IgmpCounters {

    private final Map<MessageKind, Long> received = zeros(MessageKind.class);
    private final Map<MessageKind, Long> sent = zeros(MessageKind.class);
    private final Map<Rejection, Long> rejected = zeros(Rejection.class);
    private long wrongVersionQueries;

    private static <E extends Enum<E>> Map<E, Long> zeros(Class<E> type) {
        Map<E, Long> map = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            map.put(constant, 0L);
        }
        return map;
    }

    void received(IgmpMessage message) {
        received.merge(MessageKind.of(message), 1L, Long::sum);
    }

    void sent(IgmpMessage message) {
        sent.merge(MessageKind.of(message), 1L, Long::sum);
    }

    void rejected(Rejection reason) {
        rejected(reason, 1);
    }

    void rejected(Rejection reason, int times) {
        rejected.merge(reason, (long) times, Long::sum);
    }

    void wrongVersionQuery() {
        wrongVersionQueries++;
    }

    IgmpStatistics snapshot() {
        return new IgmpStatistics(received, sent, rejected, wrongVersionQueries);
    }
}
