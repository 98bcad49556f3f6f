package io.umbel.igmp;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has been counted on an interface since it came up.
 *
 * @param received messages that were acted upon, every kind named
 * @param sent messages sent, every kind named
 * @param rejected datagrams, records and sources that were not acted upon, every reason named
 * @param wrongVersionQueries queries of an older version than the interface is set to (§7.3.1): someone should set it lower
 */
public record IgmpStatistics(
        Map<MessageKind, Long> received,
        Map<MessageKind, Long> sent,
        Map<Rejection, Long> rejected,
        long wrongVersionQueries) {

    public IgmpStatistics {
        received = Collections.unmodifiableMap(new EnumMap<>(received));
        sent = Collections.unmodifiableMap(new EnumMap<>(sent));
        rejected = Collections.unmodifiableMap(new EnumMap<>(rejected));
    }
}
