package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import org.jspecify.annotations.Nullable;

/** Which of the messages that arrive on an interface are acted upon (§4, §7.3.1, §9). */
final class Admission {

    private final IgmpLink link;
    private final IgmpConfig config;

    Admission(IgmpLink link, IgmpConfig config) {
        this.link = link;
        this.config = config;
    }

    /** Why the message is to be ignored; null if it is not. */
    @Nullable
    Rejection judge(IgmpDatagram datagram) {
        if (datagram.ttl() != 1) {
            return Rejection.TTL;
        }
        IgmpVersion version = versionOf(datagram.message());
        if (config.requireRouterAlert() && !datagram.routerAlert() && version != IgmpVersion.V1) {
            return Rejection.NO_ROUTER_ALERT;
        }
        Ipv4 source = datagram.source();
        if (source.equals(link.address())) {
            return Rejection.OWN_ADDRESS;
        }
        boolean mayLackAddress = datagram.message() instanceof IgmpMessage.ReportV3 && source.isZero();
        if (!mayLackAddress && !(Addresses.isUnicast(source) && link.isLocal(source))) {
            return Rejection.SOURCE_NOT_LOCAL;
        }
        if (!isForRouters(datagram.destination(), datagram.message())) {
            return Rejection.WRONG_DESTINATION;
        }
        if (version.compareTo(config.version()) > 0 && !(datagram.message() instanceof IgmpMessage.Query)) {
            return olderRouterAlsoTakes(datagram.message()) ? null : Rejection.VERSION;
        }
        return null;
    }

    /** A router set to version 1 ignores leaves, but version 2 hosts may report before they have heard it (RFC 2236 §4). */
    private boolean olderRouterAlsoTakes(IgmpMessage message) {
        return message instanceof IgmpMessage.ReportV2;
    }

    private static IgmpVersion versionOf(IgmpMessage message) {
        return switch (message) {
            case IgmpMessage.Query query -> query.version();
            case IgmpMessage.ReportV1 report -> IgmpVersion.V1;
            case IgmpMessage.ReportV2 report -> IgmpVersion.V2;
            case IgmpMessage.Leave leave -> IgmpVersion.V2;
            case IgmpMessage.ReportV3 report -> IgmpVersion.V3;
        };
    }

    private boolean isForRouters(Ipv4 destination, IgmpMessage message) {
        if (destination.equals(link.address())) {
            return true;
        }
        return switch (message) {
            case IgmpMessage.Query query ->
                destination.equals(query.group()) || destination.equals(IgmpDatagram.ALL_SYSTEMS);
            case IgmpMessage.ReportV1 report -> destination.equals(report.group());
            case IgmpMessage.ReportV2 report -> destination.equals(report.group());
            // Some version 2 hosts send their leaves to the group (RFC 2236 §6).
            case IgmpMessage.Leave leave ->
                destination.equals(IgmpDatagram.ALL_ROUTERS) || destination.equals(leave.group());
            case IgmpMessage.ReportV3 report -> destination.equals(IgmpDatagram.ALL_V3_ROUTERS);
        };
    }
}
