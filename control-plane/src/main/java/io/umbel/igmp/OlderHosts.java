package io.umbel.igmp;

/** Which older versions the members of a group speak, as far as they have been heard (§7.3.2). */
final class OlderHosts {

    private long v1UntilMs = Long.MIN_VALUE;
    private long v2UntilMs = Long.MIN_VALUE;

    void heard(IgmpVersion version, long untilMs) {
        switch (version) {
            case V1 -> v1UntilMs = untilMs;
            case V2 -> v2UntilMs = untilMs;
            case V3 -> {}
        }
    }

    /** The group compatibility mode. */
    IgmpVersion mode(long nowMs) {
        if (nowMs < v1UntilMs) {
            return IgmpVersion.V1;
        }
        return nowMs < v2UntilMs ? IgmpVersion.V2 : IgmpVersion.V3;
    }
}
