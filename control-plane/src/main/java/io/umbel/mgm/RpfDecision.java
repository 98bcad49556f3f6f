package io.umbel.mgm;

/**
 * The out-values of {@code PMGM_RPF_CALLBACK}; start from {@link RpfQuery#asFound}.
 *
 * @param incoming the interface on which this data is to arrive; ignored, in favour of the route's, unless the client
 *     owns it
 * @param upstreamNeighbor the router it is to come from, stored in the MFE for information
 * @param route the route that was used
 */
public record RpfDecision(InterfaceId incoming, Ipv4 upstreamNeighbor, Route route) {

    /** The same on another incoming interface. */
    public RpfDecision withIncoming(InterfaceId other) {
        return new RpfDecision(other, upstreamNeighbor, route);
    }

    /** The same from another upstream neighbour. */
    public RpfDecision withUpstreamNeighbor(Ipv4 other) {
        return new RpfDecision(incoming, other, route);
    }
}
