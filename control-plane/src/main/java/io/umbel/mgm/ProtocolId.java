package io.umbel.mgm;

/**
 * The identity of a registered client: the pair is the key, so one protocol may run as several components (§1.2).
 *
 * @param protocolId dwProtocolId
 * @param componentId dwComponentId
 */
public record ProtocolId(int protocolId, int componentId) {

    /** {@code PROTO_IP_IGMP}: the protocol id by which MGM knows IGMP, which may share an interface with its owner. */
    public static final int IGMP = 10;

    /** Whether this is a component of IGMP. */
    public boolean isIgmp() {
        return protocolId == IGMP;
    }

    @Override
    public String toString() {
        return "(" + Integer.toUnsignedString(protocolId) + ", " + Integer.toUnsignedString(componentId) + ")";
    }
}
