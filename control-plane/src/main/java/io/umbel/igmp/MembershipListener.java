package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;

/** Hears what the hosts of each interface want, handed in. Called on the router's thread; it must not call the router. */
@FunctionalInterface
public interface MembershipListener {

    /**
     * What is to be forwarded of a group has changed. Comes at most once for each group and each call of the router, when the call
     * has done its work.
     *
     * @param on the interface
     * @param group the group
     * @param wanted what holds from now on; {@link SourceFilter#NOTHING} if nobody is left
     */
    void filterChanged(InterfaceId on, Ipv4 group, SourceFilter wanted);
}
