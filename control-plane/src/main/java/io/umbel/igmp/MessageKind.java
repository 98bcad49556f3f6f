package io.umbel.igmp;

/** The messages that are counted apart. */
public enum MessageKind {
    /** Membership Query of any version. */
    QUERY,
    /** Version 1 Membership Report. */
    REPORT_V1,
    /** Version 2 Membership Report. */
    REPORT_V2,
    /** Version 3 Membership Report. */
    REPORT_V3,
    /** Leave Group. */
    LEAVE;

    static MessageKind of(IgmpMessage message) {
        return switch (message) {
            case IgmpMessage.Query query -> QUERY;
            case IgmpMessage.ReportV1 report -> REPORT_V1;
            case IgmpMessage.ReportV2 report -> REPORT_V2;
            case IgmpMessage.ReportV3 report -> REPORT_V3;
            case IgmpMessage.Leave leave -> LEAVE;
        };
    }
}
