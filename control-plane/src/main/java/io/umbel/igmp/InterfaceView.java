package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;

/**
 * One interface for operators to see ({@code interface} of RFC 8652). Times in milliseconds.
 *
 * @param id the interface
 * @param link its address and networks
 * @param config how it is set
 * @param querier who queries: the interface's own address, or the other router's
 * @param isQuerier whether that is us
 * @param otherQuerierExpireMs until the other querier counts as gone; 0 if we are the querier
 * @param effectiveTimers the configured timers, or what the querier says of them
 * @param groups how many groups there are
 * @param statistics what was counted
 */
public record InterfaceView(
        InterfaceId id,
        IgmpLink link,
        IgmpConfig config,
        Ipv4 querier,
        boolean isQuerier,
        long otherQuerierExpireMs,
        IgmpTimers effectiveTimers,
        int groups,
        IgmpStatistics statistics) {}
