package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;

/**
 * One group record of a version 3 report (§4.2.4).
 *
 * @param type what the list means
 * @param group the multicast address, as it was received: class D is not promised
 * @param sources the source addresses, as they were received
 */
public record GroupRecord(RecordType type, Ipv4 group, List<Ipv4> sources) {

    public GroupRecord {
        sources = List.copyOf(sources);
    }
}
