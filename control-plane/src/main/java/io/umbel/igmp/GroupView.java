package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;

/**
 * One group of an interface for operators to see ({@code group} of RFC 8652). Times in milliseconds.
 *
 * @param groupAddress the group
 * @param filterMode the router filter mode
 * @param compatibilityMode the oldest version among its members
 * @param upTimeMs how long it has been here
 * @param expireMs until the group timer ends; 0 in INCLUDE mode, which has none
 * @param lastReporter who reported last, {@link Ipv4#ZERO} if nobody with an address has
 * @param sources the source records
 * @param hosts who wants what; empty unless hosts are tracked
 * @param forwarded what is forwarded, static groups included
 */
public record GroupView(
        Ipv4 groupAddress,
        FilterMode filterMode,
        IgmpVersion compatibilityMode,
        long upTimeMs,
        long expireMs,
        Ipv4 lastReporter,
        List<Source> sources,
        List<Host> hosts,
        SourceFilter forwarded) {

    /**
     * A source record.
     *
     * @param sourceAddress the source
     * @param expireMs until its timer ends; 0 if it is excluded
     */
    public record Source(Ipv4 sourceAddress, long expireMs) {}

    /** A tracked host: its own filter mode and source list. */
    public record Host(Ipv4 hostAddress, FilterMode filterMode, List<Ipv4> sources) {}
}
