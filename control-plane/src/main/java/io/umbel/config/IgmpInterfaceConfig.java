package io.umbel.config;

/**
 * How IGMP works on an interface, in the words of RFC 8652.
 *
 * @param version the newest version spoken, 1 to 3.
 * @param immediateLeave whether a leave is believed without asking: for links with one host.
 * @param explicitTracking whether each host is remembered, so that the last one's leave is believed without asking.
 * @param requireRouterAlert whether messages without the Router Alert option are ignored.
 */
public record IgmpInterfaceConfig(
        int version, boolean immediateLeave, boolean explicitTracking, boolean requireRouterAlert) {
    /** What holds when the file says {@code igmp: {}}. */
    public static final IgmpInterfaceConfig DEFAULT = new IgmpInterfaceConfig(3, false, false, true);
}
