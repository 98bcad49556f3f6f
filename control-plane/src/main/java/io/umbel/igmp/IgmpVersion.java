package io.umbel.igmp;

/** The three versions of the protocol, oldest first. */
public enum IgmpVersion {
    /** RFC 1112: join by report, leave by silence. */
    V1,
    /** RFC 2236: Leave messages, group-specific queries, querier election. */
    V2,
    /** RFC 9776: source lists. */
    V3;

    /** Its number. */
    public int number() {
        return switch (this) {
            case V1 -> 1;
            case V2 -> 2;
            case V3 -> 3;
        };
    }
}
