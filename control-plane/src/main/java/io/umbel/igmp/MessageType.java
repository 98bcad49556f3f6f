package io.umbel.igmp;

/** The first octet of an IGMP message (§4). */
final class MessageType {

    static final int QUERY = 0x11;
    static final int REPORT_V1 = 0x12;
    static final int REPORT_V2 = 0x16;
    static final int LEAVE = 0x17;
    static final int REPORT_V3 = 0x22;

    private MessageType() {}
}
