package io.umbel.igmp;

/** Why a datagram, a group record or a source was not acted upon. Each is counted per interface ({@link IgmpCounters}). */
public enum Rejection {
    /** Shorter than an IPv4 header, than its own header length, or than its total length. */
    IP_TRUNCATED,
    /** IP version other than 4, header length below 20, or total length below the header length. */
    IP_MALFORMED,
    /** The IPv4 header checksum is wrong. */
    IP_CHECKSUM,
    /** A fragment; IGMP messages are never fragmented here. */
    IP_FRAGMENT,
    /** The IPv4 protocol is not 2. */
    NOT_IGMP,
    /** The TTL is not 1 (§4). */
    TTL,
    /** No Router Alert option, and the interface requires it (§4). Version 1 messages are exempt: RFC 1112 is older. */
    NO_ROUTER_ALERT,
    /** The source is not on a network of the interface, or 0.0.0.0 in anything but a version 3 report (§4.2.13, §9). */
    SOURCE_NOT_LOCAL,
    /** The source is the interface's own address. */
    OWN_ADDRESS,
    /** Sent to an address the message is not to be sent to (§4.1.12, §4.2.14, RFC 2236 §9). */
    WRONG_DESTINATION,
    /** Shorter than its type demands, or than its counts of records and sources say. */
    IGMP_TRUNCATED,
    /** The IGMP checksum is wrong. */
    IGMP_CHECKSUM,
    /** A message type that is none of IGMP's memberships and queries. */
    UNKNOWN_TYPE,
    /** The message belongs to a newer version than the interface is configured for (§7.3.1). */
    VERSION,
    /** A record type that is not defined (§4.2.12). */
    UNKNOWN_RECORD_TYPE,
    /** The group is not class D, or a general query lists sources. */
    NOT_A_GROUP,
    /** The group is in 224.0.0.0/24, which is never forwarded and needs no membership (RFC 5771 §4). */
    LINK_LOCAL_GROUP,
    /** The interface's group policy denies the group. */
    GROUP_DENIED,
    /** Any-source membership for a group in the SSM range that has no SSM mapping (RFC 4604 §2.2). */
    SSM_ANY_SOURCE,
    /** Ignored because hosts of an older version are present (§7.3.2). */
    OLDER_HOST_PRESENT,
    /** The interface has as many groups as it may. */
    GROUP_LIMIT,
    /** The group has as many sources as it may. */
    SOURCE_LIMIT,
    /** The source is no unicast address. */
    NOT_A_SOURCE
}
