package io.umbel.api.remote;

import com.google.protobuf.ByteString;
import io.umbel.api.remote.v1.DisableIgmp;
import io.umbel.api.remote.v1.EnableIgmp;
import io.umbel.api.remote.v1.JoinAlert;
import io.umbel.api.remote.v1.LocalJoin;
import io.umbel.api.remote.v1.LocalLeave;
import io.umbel.api.remote.v1.ManagerMessage;
import io.umbel.api.remote.v1.Ping;
import io.umbel.api.remote.v1.RpfCallback;
import io.umbel.api.remote.v1.TooLate;
import io.umbel.api.remote.v1.WrongInterface;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.Route;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;

/** Callbacks, and what they are made of, as messages. */
final class ToWire {
    static final ManagerMessage PING =
            ManagerMessage.newBuilder().setPing(Ping.getDefaultInstance()).build();

    private ToWire() {}

    static ManagerMessage rpf(long question, RpfQuery query) {
        return ManagerMessage.newBuilder()
                .setRpf(RpfCallback.newBuilder()
                        .setQuestion(question)
                        .setSource(query.source().bits())
                        .setGroup(query.group().bits())
                        .setRoute(route(query.route()))
                        .setPacketHeader(octets(query.header())))
                .build();
    }

    static ManagerMessage creationAlert(long question, CreationAlert alert) {
        io.umbel.api.remote.v1.CreationAlert.Builder message = io.umbel.api.remote.v1.CreationAlert.newBuilder()
                .setQuestion(question)
                .setSource(alert.source().bits())
                .setGroup(alert.group().bits())
                .setIncoming(interfaceId(alert.incoming()));
        for (CreationAlert.OutgoingInterface branch : alert.outgoing()) {
            message.addOutgoing(io.umbel.api.remote.v1.CreationAlert.Branch.newBuilder()
                    .setInterface(interfaceId(branch.id()))
                    .setIgmpEnabled(branch.igmpEnabled()));
        }
        return ManagerMessage.newBuilder().setCreationAlert(message).build();
    }

    static ManagerMessage joinAlert(SourceGroup entry, boolean memberUpdate) {
        return ManagerMessage.newBuilder()
                .setJoinAlert(
                        JoinAlert.newBuilder().setEntry(sourceGroup(entry)).setMemberUpdate(memberUpdate))
                .build();
    }

    static ManagerMessage pruneAlert(PruneAlert alert) {
        return ManagerMessage.newBuilder()
                .setPruneAlert(io.umbel.api.remote.v1.PruneAlert.newBuilder()
                        .setEntry(sourceGroup(alert.entry()))
                        .setInterface(interfaceId(alert.interfaceId()))
                        .setMemberDelete(alert.memberDelete()))
                .build();
    }

    static ManagerMessage localJoin(SourceGroup entry, InterfaceId receivers) {
        return ManagerMessage.newBuilder()
                .setLocalJoin(
                        LocalJoin.newBuilder().setEntry(sourceGroup(entry)).setInterface(interfaceId(receivers)))
                .build();
    }

    static ManagerMessage localLeave(SourceGroup entry, InterfaceId receivers) {
        return ManagerMessage.newBuilder()
                .setLocalLeave(
                        LocalLeave.newBuilder().setEntry(sourceGroup(entry)).setInterface(interfaceId(receivers)))
                .build();
    }

    static ManagerMessage wrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        return ManagerMessage.newBuilder()
                .setWrongInterface(WrongInterface.newBuilder()
                        .setSource(source.bits())
                        .setGroup(group.bits())
                        .setArrivedOn(interfaceId(arrivedOn))
                        .setPacketHeader(octets(header)))
                .build();
    }

    static ManagerMessage disableIgmp(InterfaceId changing) {
        return ManagerMessage.newBuilder()
                .setDisableIgmp(DisableIgmp.newBuilder().setInterface(interfaceId(changing)))
                .build();
    }

    static ManagerMessage enableIgmp(InterfaceId changed) {
        return ManagerMessage.newBuilder()
                .setEnableIgmp(EnableIgmp.newBuilder().setInterface(interfaceId(changed)))
                .build();
    }

    static ManagerMessage tooLate(long question) {
        return ManagerMessage.newBuilder()
                .setTooLate(TooLate.newBuilder().setQuestion(question))
                .build();
    }

    static io.umbel.api.remote.v1.InterfaceId interfaceId(InterfaceId id) {
        return io.umbel.api.remote.v1.InterfaceId.newBuilder()
                .setIndex(id.index())
                .setNextHop(id.nextHop().bits())
                .build();
    }

    static io.umbel.api.remote.v1.SourceGroup sourceGroup(SourceGroup entry) {
        return io.umbel.api.remote.v1.SourceGroup.newBuilder()
                .setSource(entry.source().bits())
                .setGroup(entry.group().bits())
                .build();
    }

    static io.umbel.api.remote.v1.MfeKey key(MfeKey key) {
        return io.umbel.api.remote.v1.MfeKey.newBuilder()
                .setGroup(key.group().bits())
                .setSource(key.source().bits())
                .build();
    }

    static io.umbel.api.remote.v1.Route route(Route route) {
        return io.umbel.api.remote.v1.Route.newBuilder()
                .setTowards(interfaceId(route.towards()))
                .setUpstreamNeighbor(route.upstreamNeighbor().bits())
                .setProtocol(route.protocol())
                .setNetwork(route.network().bits())
                .setMask(route.mask().bits())
                .build();
    }

    private static ByteString octets(PacketHeader header) {
        return ByteString.copyFrom(header.toArray());
    }
}
