package io.umbel.remote;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.GroupEnumType;
import io.umbel.mgm.GroupEnumeration;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.Page;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a client, and what it may call: the functions of the group manager that need a handle, and answers. For the
 * thread that drives the group manager. Every call is a sign of life.
 *
 * <p>A call that fails throws an {@link MgmException} and has changed nothing.
 */
public final class RemoteSession {
    private static final int MAX_ENUMERATIONS = 16;

    final RemoteClient client;
    private final RemoteProtocols protocols;
    private final Map<Integer, GroupEnumeration> enumerations = new HashMap<>();
    private int lastEnumeration;
    private long heardNs;
    private long pingedNs;

    @Nullable
    RemoteProtocol protocol;

    RemoteSession(RemoteProtocols protocols, RemoteClient client, long nowNs) {
        this.protocols = protocols;
        this.client = client;
        this.heardNs = nowNs;
        this.pingedNs = nowNs;
    }

    /** A sign of life, which every message is. */
    public void heard() {
        heardNs = protocols.nowNs();
    }

    /** How long nothing was heard. */
    long silentNs(long nowNs) {
        return nowNs - heardNs;
    }

    /** Asks for a sign of life if the last was asked for so long ago. */
    void ping(long nowNs, long intervalNs) {
        if (nowNs - pingedNs >= intervalNs) {
            pingedNs = nowNs;
            client.ping();
        }
    }

    /**
     * {@code MgmRegisterMProtocol} (§2.2), once a session.
     *
     * @param resume goes on with the registration of that identity whose connection is gone, if there is one; else such a one
     *     is ended first
     * @return whether a registration was gone on with. Its interfaces and memberships are still there, until the grace time is
     *     over; those that are to stay must be taken and added again meanwhile
     * @throws MgmException {@link MgmStatus#ALREADY_EXISTS} if the pair is registered and its client is connected, or is none of
     *     the remote ones; {@link MgmStatus#CAN_NOT_COMPLETE} if this session is registered
     */
    public boolean register(ProtocolId id, Terms terms, boolean resume) {
        heard();
        if (protocol != null) {
            throw new MgmException(
                    MgmStatus.CAN_NOT_COMPLETE,
                    "This session is registered as " + protocol.id + "; another session may register as " + id + ".");
        }
        return protocols.register(this, id, terms, resume);
    }

    /** {@code MgmDeRegisterMProtocol} (§2.3). */
    public void deregister() {
        heard();
        protocols.deregister(this, registered());
        enumerations.clear();
    }

    /** {@code MgmTakeInterfaceOwnership} (§2.4). */
    public void takeInterfaceOwnership(InterfaceId taken) {
        heard();
        registered().take(taken);
    }

    /** {@code MgmReleaseInterfaceOwnership} (§2.5). */
    public void releaseInterfaceOwnership(InterfaceId released) {
        heard();
        registered().release(released);
    }

    /** {@code MgmAddGroupMembershipEntry} (§2.7). */
    public void addGroupMembership(SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        heard();
        registered().add(entry, receivers, flags);
    }

    /** {@code MgmDeleteGroupMembershipEntry} (§2.8). */
    public void deleteGroupMembership(SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        heard();
        registered().delete(entry, receivers, flags);
    }

    /** {@code MgmSetMfe} (§2.15). */
    public void setMfe(MfeKey key, Ipv4 upstreamNeighbor) {
        heard();
        protocols.manager.setMfe(registered().handle(), key, upstreamNeighbor);
    }

    /**
     * {@code MgmGroupEnumerationStart} (§2.16).
     *
     * @return its number, from 1
     */
    public int startGroupEnumeration(GroupEnumType type) {
        heard();
        RemoteProtocol caller = registered();
        if (enumerations.size() >= MAX_ENUMERATIONS) {
            throw new MgmException(
                    MgmStatus.NOT_ENOUGH_MEMORY,
                    "A session may have " + MAX_ENUMERATIONS + " enumerations at a time; end one first.");
        }
        enumerations.put(++lastEnumeration, protocols.manager.startGroupEnumeration(caller.handle(), type));
        return lastEnumeration;
    }

    /** {@code MgmGroupEnumerationGetNext} (§2.17). */
    public Page<SourceGroup> nextGroups(int enumeration, int bufferBytes) {
        heard();
        return enumeration(enumeration).next(bufferBytes);
    }

    /** {@code MgmGroupEnumerationEnd} (§2.18). */
    public void endGroupEnumeration(int enumeration) {
        heard();
        enumeration(enumeration).end();
        enumerations.remove(enumeration);
    }

    /** The answer to {@link RemoteClient#rpf}. One that is too late, or to no question, is ignored. */
    public void answerRpf(long question, Function<RpfQuery, RpfDecision> decision) {
        answer(Callback.RPF, question, new RoutingProtocolCallbacks() {
            @Override
            public RpfDecision onRpf(RpfQuery query) {
                return decision.apply(query);
            }
        });
    }

    /** The answer to {@link RemoteClient#creationAlert}: which branches to disable. Ignored as {@link #answerRpf}'s. */
    public void answerCreation(long question, Set<InterfaceId> disabled) {
        answer(Callback.CREATION_ALERT, question, new RoutingProtocolCallbacks() {
            @Override
            public void onCreationAlert(CreationAlert alert) {
                alert.outgoing().stream()
                        .filter(branch -> disabled.contains(branch.id()))
                        .forEach(CreationAlert.OutgoingInterface::disable);
            }
        });
    }

    private void answer(Callback callback, long question, RoutingProtocolCallbacks answer) {
        heard();
        protocols.questions.answered(registered(), callback, question, answer);
    }

    /** The connection is gone, or cannot be used. Nothing more is sent to it; the registration has its grace time. */
    public void disconnected() {
        protocols.disconnected(this);
    }

    private RemoteProtocol registered() {
        if (protocol == null) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER, "This session is not registered; registering is what comes first.");
        }
        return protocol;
    }

    private GroupEnumeration enumeration(int number) {
        GroupEnumeration found = enumerations.get(number);
        if (found == null) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "Enumeration " + number
                            + " is none of this session's; one that was started and not ended is allowed.");
        }
        return found;
    }
}
