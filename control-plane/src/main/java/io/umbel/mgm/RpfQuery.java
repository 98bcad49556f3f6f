package io.umbel.mgm;

/**
 * The arguments of {@code PMGM_RPF_CALLBACK}.
 *
 * @param source the packet's
 * @param group the packet's
 * @param route the most specific route to the source in the multicast view ({@code pbRoute}); its interface and
 *     upstream neighbour are what the MFE gets unless the answer says otherwise
 * @param header the IP header with options and the beginning of the data
 */
public record RpfQuery(Ipv4 source, Ipv4 group, Route route, PacketHeader header) {

    /** The answer that leaves all as MGM found it. */
    public RpfDecision asFound() {
        return new RpfDecision(route.towards(), route.upstreamNeighbor(), route);
    }
}
