package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;

/** A message of any version of the protocol, without its IPv4 header. Immutable. */
public sealed interface IgmpMessage {

    /**
     * Membership Query, type 0x11 (RFC 1112 Appendix I, RFC 2236 §2, §4.1).
     *
     * @param version whose form it has; what a form has no field for is zero, false or empty
     * @param group the group asked about, {@link Ipv4#ZERO} in a general query
     * @param maxResponseTimeMs within which hosts answer; 10 s in version 1, which cannot say
     * @param suppressRouterProcessing the S flag: other routers leave their timers alone
     * @param robustnessVariable the querier's, 1 to 7; 0 if it does not say
     * @param queryIntervalMs the querier's, in whole seconds; 0 if it does not say
     * @param sources the sources asked about, empty unless group-and-source-specific
     */
    record Query(
            IgmpVersion version,
            Ipv4 group,
            long maxResponseTimeMs,
            boolean suppressRouterProcessing,
            int robustnessVariable,
            long queryIntervalMs,
            List<Ipv4> sources)
            implements IgmpMessage {

        /** What version 1 hosts take as the Max Response Time (RFC 2236 §4). */
        static final long V1_MAX_RESPONSE_TIME_MS = 10_000;

        public Query {
            sources = List.copyOf(sources);
        }

        /** Whether it asks about all groups. */
        public boolean isGeneral() {
            return group.isZero();
        }
    }

    /** Version 1 Membership Report, type 0x12: somebody wants the group. */
    record ReportV1(Ipv4 group) implements IgmpMessage {}

    /** Version 2 Membership Report, type 0x16: somebody wants the group. */
    record ReportV2(Ipv4 group) implements IgmpMessage {}

    /** Version 2 Leave Group, type 0x17: the last to report may want the group no longer. */
    record Leave(Ipv4 group) implements IgmpMessage {}

    /** Version 3 Membership Report, type 0x22. */
    record ReportV3(List<GroupRecord> records) implements IgmpMessage {

        public ReportV3 {
            records = List.copyOf(records);
        }
    }
}
