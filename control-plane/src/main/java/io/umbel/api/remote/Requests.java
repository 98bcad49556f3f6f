package io.umbel.api.remote;

import io.umbel.api.remote.v1.ClientMessage;
import io.umbel.api.remote.v1.CreationAnswer;
import io.umbel.api.remote.v1.ManagerMessage;
import io.umbel.api.remote.v1.Register;
import io.umbel.api.remote.v1.Registered;
import io.umbel.api.remote.v1.Response;
import io.umbel.api.remote.v1.RpfAnswer;
import io.umbel.api.remote.v1.Status;
import io.umbel.mgm.Callback;
import io.umbel.mgm.GroupEnumType;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.Mfe;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MfeStatistics;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.Page;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import io.umbel.mgm.StatsLevel;
import io.umbel.remote.RemoteLimits;
import io.umbel.remote.RemoteSession;
import io.umbel.remote.Terms;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client asks, done. For the thread that drives the group manager. */
final class Requests {
    /** The longest page: what a thousand entries take, so that nobody waits long for a reader. */
    private static final int MAX_BUFFER_BYTES = 1 << 16;

    private final MulticastGroupManager manager;
    private final RemoteLimits limits;

    Requests(MulticastGroupManager manager, RemoteLimits limits) {
        this.manager = manager;
        this.limits = limits;
    }

    /** Does what a message says, and gives the response if it has one. */
    Optional<ManagerMessage> handle(ClientMessage message, RemoteSession session) {
        session.heard();
        Response.Builder response = Response.newBuilder().setRequestId(message.getRequestId());
        try {
            switch (message.getMessageCase()) {
                case PONG -> {
                    return Optional.empty();
                }
                case RPF_ANSWER -> {
                    answer(message.getRpfAnswer(), session);
                    return Optional.empty();
                }
                case CREATION_ANSWER -> {
                    answer(message.getCreationAnswer(), session);
                    return Optional.empty();
                }
                default -> response.setStatus(call(message, session, response));
            }
        } catch (MgmException refused) {
            response.setStatus(status(refused.status())).setSentence(refused.sentence());
        }
        return Optional.of(ManagerMessage.newBuilder().setResponse(response).build());
    }

    private Status call(ClientMessage message, RemoteSession session, Response.Builder response) {
        switch (message.getMessageCase()) {
            case REGISTER -> register(message.getRegister(), session, response);
            case DEREGISTER -> session.deregister();
            case TAKE_INTERFACE_OWNERSHIP ->
                session.takeInterfaceOwnership(
                        interfaceId(message.getTakeInterfaceOwnership().getInterface()));
            case RELEASE_INTERFACE_OWNERSHIP ->
                session.releaseInterfaceOwnership(
                        interfaceId(message.getReleaseInterfaceOwnership().getInterface()));
            case GET_PROTOCOL_ON_INTERFACE -> {
                ProtocolId found = manager.protocolOnInterface(
                        interfaceId(message.getGetProtocolOnInterface().getInterface()));
                response.setProtocol(io.umbel.api.remote.v1.ProtocolId.newBuilder()
                        .setProtocolId(found.protocolId())
                        .setComponentId(found.componentId()));
            }
            case ADD_GROUP_MEMBERSHIP_ENTRY -> {
                var asked = message.getAddGroupMembershipEntry();
                session.addGroupMembership(
                        entry(asked.getEntry()), interfaceId(asked.getInterface()), StateFlags.of(asked.getFlags()));
            }
            case DELETE_GROUP_MEMBERSHIP_ENTRY -> {
                var asked = message.getDeleteGroupMembershipEntry();
                session.deleteGroupMembership(
                        entry(asked.getEntry()), interfaceId(asked.getInterface()), StateFlags.of(asked.getFlags()));
            }
            case SET_MFE ->
                session.setMfe(
                        key(message.getSetMfe().getKey()),
                        new Ipv4(message.getSetMfe().getUpstreamNeighbor()));
            case GROUP_ENUMERATION_START ->
                response.setEnumeration(session.startGroupEnumeration(
                        GroupEnumType.of(message.getGroupEnumerationStart().getType())));
            case GROUP_ENUMERATION_GET_NEXT -> {
                var asked = message.getGroupEnumerationGetNext();
                Page<SourceGroup> groups =
                        session.nextGroups(asked.getEnumeration(), bufferBytes(asked.getBufferBytes()));
                Pages.putGroups(groups, response);
                return status(groups.status());
            }
            case GROUP_ENUMERATION_END ->
                session.endGroupEnumeration(message.getGroupEnumerationEnd().getEnumeration());
            default -> {
                return read(message, response);
            }
        }
        return Status.NO_ERROR;
    }

    private Status read(ClientMessage message, Response.Builder response) {
        return switch (message.getMessageCase()) {
            case GET_FIRST_MFE ->
                mfes(manager.firstMfes(bufferBytes(message.getGetFirstMfe().getBufferBytes())), response);
            case GET_NEXT_MFE ->
                mfes(
                        manager.nextMfes(
                                key(message.getGetNextMfe().getAfter()),
                                bufferBytes(message.getGetNextMfe().getBufferBytes())),
                        response);
            case GET_MFE -> mfes(manager.getMfe(key(message.getGetMfe().getKey()), Integer.MAX_VALUE), response);
            case GET_FIRST_MFE_STATS -> {
                var asked = message.getGetFirstMfeStats();
                yield stats(
                        manager.firstMfeStats(bufferBytes(asked.getBufferBytes()), StatsLevel.of(asked.getFlags())),
                        response);
            }
            case GET_NEXT_MFE_STATS -> {
                var asked = message.getGetNextMfeStats();
                yield stats(
                        manager.nextMfeStats(
                                key(asked.getAfter()),
                                bufferBytes(asked.getBufferBytes()),
                                StatsLevel.of(asked.getFlags())),
                        response);
            }
            case GET_MFE_STATS -> {
                var asked = message.getGetMfeStats();
                yield stats(
                        manager.getMfeStats(key(asked.getKey()), Integer.MAX_VALUE, StatsLevel.of(asked.getFlags())),
                        response);
            }
            default ->
                throw new MgmException(
                        MgmStatus.INVALID_PARAMETER,
                        "The message is none that is known here; those of umbel.mgm.v1.ClientMessage are allowed.");
        };
    }

    private static Status mfes(Page<Mfe> page, Response.Builder response) {
        Pages.put(page, response);
        return status(page.status());
    }

    private static Status stats(Page<? extends MfeStatistics> page, Response.Builder response) {
        Pages.putStats(page, response);
        return status(page.status());
    }

    private void register(Register asked, RemoteSession session, Response.Builder response) {
        Set<Callback> answers = EnumSet.noneOf(Callback.class);
        if (asked.getAnswersRpf()) {
            answers.add(Callback.RPF);
        }
        if (asked.getAnswersCreation()) {
            answers.add(Callback.CREATION_ALERT);
        }
        int pruneTimeOut = asked.getPruneTimeoutSeconds();
        boolean resumed = session.register(
                new ProtocolId(asked.getId().getProtocolId(), asked.getId().getComponentId()),
                new Terms(answers, pruneTimeOut == 0 ? OptionalInt.empty() : OptionalInt.of(pruneTimeOut)),
                asked.getResume());
        response.setRegistered(Registered.newBuilder()
                .setResumed(resumed)
                .setAnswerDeadlineMs((int) limits.answerDeadline().toMillis())
                .setGraceMs((int) limits.grace().toMillis()));
    }

    private static void answer(RpfAnswer answer, RemoteSession session) {
        session.answerRpf(answer.getQuestion(), query -> decision(answer, query));
    }

    private static RpfDecision decision(RpfAnswer answer, RpfQuery query) {
        RpfDecision found = query.asFound();
        if (answer.hasIncoming()) {
            return found.withIncoming(interfaceId(answer.getIncoming()))
                    .withUpstreamNeighbor(new Ipv4(answer.getUpstreamNeighbor()));
        }
        return answer.getUpstreamNeighbor() == 0
                ? found
                : found.withUpstreamNeighbor(new Ipv4(answer.getUpstreamNeighbor()));
    }

    private static void answer(CreationAnswer answer, RemoteSession session) {
        session.answerCreation(
                answer.getQuestion(),
                answer.getDisabledList().stream().map(Requests::interfaceId).collect(Collectors.toSet()));
    }

    private static int bufferBytes(int asked) {
        return asked == 0 || Integer.compareUnsigned(asked, MAX_BUFFER_BYTES) > 0 ? MAX_BUFFER_BYTES : asked;
    }

    private static InterfaceId interfaceId(io.umbel.api.remote.v1.InterfaceId id) {
        return new InterfaceId(id.getIndex(), new Ipv4(id.getNextHop()));
    }

    private static SourceGroup entry(io.umbel.api.remote.v1.SourceGroup entry) {
        return SourceGroup.of(new Ipv4(entry.getSource()), new Ipv4(entry.getGroup()));
    }

    private static MfeKey key(io.umbel.api.remote.v1.MfeKey key) {
        return new MfeKey(new Ipv4(key.getGroup()), new Ipv4(key.getSource()));
    }

    private static Status status(MgmStatus status) {
        return Status.forNumber(status.code());
    }
}
