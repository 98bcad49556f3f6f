package io.umbel.mgm;

import java.util.List;

/**
 * The arguments of {@code PMGM_CREATION_ALERT_CALLBACK}: an MFE in the making, with those of its outgoing interfaces
 * that the recipient owns.
 *
 * @param source the packet's
 * @param group the packet's
 * @param incoming the interface on which this data should arrive, the RPF callback's answer included
 * @param outgoing at least one interface of the recipient's, in the order of the outgoing list; each may be disabled
 *     during the call
 */
public record CreationAlert(Ipv4 source, Ipv4 group, InterfaceId incoming, List<OutgoingInterface> outgoing) {

    /** One outgoing interface: {@code MGM_IF_ENTRY} (§7.2). */
    public static final class OutgoingInterface {

        private final InterfaceId id;
        private final boolean igmpEnabled;
        private boolean enabled = true;

        OutgoingInterface(InterfaceId id, boolean igmpEnabled) {
            this.id = id;
            this.igmpEnabled = igmpEnabled;
        }

        /** {@code dwIfIndex} and {@code dwIfNextHopAddr}. */
        public InterfaceId id() {
            return id;
        }

        /** {@code bIGMP}: whether IGMP is enabled on it. */
        public boolean igmpEnabled() {
            return igmpEnabled;
        }

        /** {@code bIsEnabled}: whether this source's data is to leave on it. */
        public boolean enabled() {
            return enabled;
        }

        /** Clears {@code bIsEnabled}: keeps this source's data off the interface for the life of this MFE. */
        public void disable() {
            enabled = false;
        }

        @Override
        public String toString() {
            return id + (enabled ? "" : " disabled") + (igmpEnabled ? " with IGMP" : "");
        }
    }
}
