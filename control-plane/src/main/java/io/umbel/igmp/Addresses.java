package io.umbel.igmp;

import io.umbel.mgm.Ipv4;

/** What kinds of addresses may stand where. */
final class Addresses {

    private static final Ipv4Prefix LINK_LOCAL_GROUPS = Ipv4Prefix.parse("224.0.0.0/24");

    private Addresses() {}

    /** Whether it may be a source: none of 0/8, 127/8, class D and class E. */
    static boolean isUnicast(Ipv4 address) {
        int first = address.bits() >>> 24;
        return first != 0 && first != 127 && first < 224;
    }

    /** Whether it is one of the groups that are never forwarded. */
    static boolean isLinkLocalGroup(Ipv4 group) {
        return LINK_LOCAL_GROUPS.contains(group);
    }
}
