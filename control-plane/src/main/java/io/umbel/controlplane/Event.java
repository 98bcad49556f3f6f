package io.umbel.controlplane;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.mgm.Callback;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.SourceGroup;
import java.util.List;
import java.util.Optional;

/** Something that happened in the control plane, for operators. Immutable. */
public sealed interface Event {
    /**
     * A callback was made to a protocol.
     *
     * @param entry what it was about; none if about an interface only
     * @param on the interface it named, if one
     */
    record CallbackMade(ProtocolId client, Callback callback, Optional<SourceGroup> entry, Optional<InterfaceId> on)
            implements Event {}

    /** A membership came or went. */
    record MembershipChanged(boolean added, ProtocolId by, SourceGroup entry, InterfaceId on) implements Event {}

    /**
     * An entry that the data plane forwards by has changed.
     *
     * @param entry as it is now; one that was removed, as it was last
     */
    record MfeChanged(Change change, Mfe entry) implements Event {
        /** What became of the entry. */
        public enum Change {
            /** It is new. */
            ADDED,
            /** It was there, and forwards otherwise now. */
            CHANGED,
            /** It is gone. */
            REMOVED
        }
    }

    /** Another router is the querier of an interface now. */
    record QuerierChanged(InterfaceId on, Ipv4 from, Ipv4 to) implements Event {}

    /** An interface was enabled or disabled. */
    record InterfaceSwitched(InterfaceId on, boolean enabled) implements Event {}

    /**
     * The configuration was read again.
     *
     * @param changed the keys whose values are others now
     */
    record Reloaded(List<String> changed) implements Event {}

    /**
     * Something is wrong that an operator should look at, or no longer.
     *
     * @param name what operators know it by
     * @param raised whether it is wrong now
     * @param detail one sentence
     */
    record Alarm(String name, boolean raised, String detail) implements Event {}
}
