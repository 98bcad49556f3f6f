package io.umbel.igmp;

import io.umbel.mgm.Ipv4;

/**
 * A message with what of its IPv4 header matters.
 *
 * @param source who sent it
 * @param destination to whom
 * @param ttl its time to live, 0 to 255
 * @param routerAlert whether it carries the Router Alert option (RFC 2113)
 * @param message the message
 */
public record IgmpDatagram(Ipv4 source, Ipv4 destination, int ttl, boolean routerAlert, IgmpMessage message) {

    /** All systems on this subnet. */
    public static final Ipv4 ALL_SYSTEMS = Ipv4.parse("224.0.0.1");
    /** All routers on this subnet. */
    public static final Ipv4 ALL_ROUTERS = Ipv4.parse("224.0.0.2");
    /** All IGMPv3-capable routers on this subnet. */
    public static final Ipv4 ALL_V3_ROUTERS = Ipv4.parse("224.0.0.22");

    /** The message as it is to be sent: TTL 1, Router Alert, to the address its kind demands. */
    public static IgmpDatagram from(Ipv4 source, IgmpMessage message) {
        return new IgmpDatagram(source, destinationOf(message), 1, true, message);
    }

    private static Ipv4 destinationOf(IgmpMessage message) {
        return switch (message) {
            case IgmpMessage.Query query -> query.isGeneral() ? ALL_SYSTEMS : query.group();
            case IgmpMessage.ReportV1 report -> report.group();
            case IgmpMessage.ReportV2 report -> report.group();
            case IgmpMessage.Leave leave -> ALL_ROUTERS;
            case IgmpMessage.ReportV3 report -> ALL_V3_ROUTERS;
        };
    }
}
