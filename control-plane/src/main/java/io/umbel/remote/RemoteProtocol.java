package io.umbel.remote;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.IgmpCallbacks;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A remote client's registration, which outlasts its connection for the grace time: what it owns and has joined stays, and its
 * callbacks do nothing. One that comes back says again what it wants; what it has not said again when the grace time is over,
 * counted from its return, goes.
 */
final class RemoteProtocol implements IgmpCallbacks {
    /** A membership that the client has added. */
    private record Held(SourceGroup entry, InterfaceId on) {}

    final ProtocolId id;
    /** How many answers of it are outstanding. */
    int openQuestions;

    private final MulticastGroupManager manager;
    private final OpenQuestions questions;
    private final ProtocolHandle handle;
    private final Set<InterfaceId> taken = new LinkedHashSet<>();
    private final Set<Held> joined = new LinkedHashSet<>();
    private final Set<InterfaceId> takenBefore = new HashSet<>();
    private final Set<Held> joinedBefore = new HashSet<>();
    private Terms terms;
    private @Nullable RemoteClient client;

    RemoteProtocol(
            MulticastGroupManager manager, OpenQuestions questions, ProtocolId id, Terms terms, RemoteClient client) {
        this.manager = manager;
        this.questions = questions;
        this.id = id;
        this.terms = terms;
        this.client = client;
        this.handle = manager.register(this, id);
    }

    ProtocolHandle handle() {
        return handle;
    }

    boolean isAbsent() {
        return client == null;
    }

    /** The connection is gone. Answers that it owed are not waited for. */
    void leave() {
        client = null;
        questions.abandon(this);
    }

    /** The client is back, and has yet to say again what it wants. */
    void comeBack(Terms newTerms, RemoteClient newClient) {
        terms = newTerms;
        client = newClient;
        takenBefore.addAll(taken);
        joinedBefore.addAll(joined);
    }

    void take(InterfaceId wanted) {
        if (!takenBefore.remove(wanted)) {
            manager.takeInterfaceOwnership(handle, wanted);
            taken.add(wanted);
        }
    }

    void release(InterfaceId released) {
        manager.releaseInterfaceOwnership(handle, released);
        taken.remove(released);
        takenBefore.remove(released);
        forgetJoinsOn(released);
    }

    void add(SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        manager.addGroupMembership(handle, entry, receivers, flags);
        if (flags != StateFlags.FORWARD) {
            Held held = new Held(entry, receivers);
            joined.add(held);
            joinedBefore.remove(held);
        }
    }

    void delete(SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        manager.deleteGroupMembership(handle, entry, receivers, flags);
        if (flags != StateFlags.FORWARD) {
            Held held = new Held(entry, receivers);
            joined.remove(held);
            joinedBefore.remove(held);
        }
    }

    /** What it had before it left and has not asked for again goes. */
    void sweep() {
        List.copyOf(joinedBefore).forEach(held -> unlessGone(() -> delete(held.entry, held.on, StateFlags.JOIN)));
        List.copyOf(takenBefore).forEach(this::release);
    }

    /** Everything it has goes, with the alerts that belong to that, and then the registration. */
    void end() {
        leave();
        List.copyOf(taken).forEach(this::release);
        manager.deregister(handle);
    }

    private void forgetJoinsOn(InterfaceId gone) {
        joined.removeIf(held -> held.on.equals(gone));
        joinedBefore.removeIf(held -> held.on.equals(gone));
    }

    private static void unlessGone(Runnable deletion) {
        try {
            deletion.run();
        } catch (MgmException refused) {
            if (refused.status() != MgmStatus.NOT_FOUND) {
                throw refused;
            }
        }
    }

    void tooLate(long question) {
        tell(present -> present.tooLate(question));
    }

    private void tell(Consumer<RemoteClient> message) {
        RemoteClient present = client;
        if (present != null) {
            message.accept(present);
        }
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        if (client != null && terms.answers().contains(Callback.RPF)) {
            return questions.rpf(this, query, question -> tell(present -> present.rpf(question, query)));
        }
        tell(present -> present.rpf(0, query));
        return query.asFound();
    }

    @Override
    public void onCreationAlert(CreationAlert alert) {
        if (client != null && terms.answers().contains(Callback.CREATION_ALERT)) {
            questions.creation(this, alert, question -> tell(present -> present.creationAlert(question, alert)));
        } else {
            tell(present -> present.creationAlert(0, alert));
        }
    }

    @Override
    public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
        tell(present -> present.joinAlert(entry, memberUpdate));
    }

    @Override
    public OptionalInt onPruneAlert(PruneAlert alert) {
        tell(present -> present.pruneAlert(alert));
        return terms.pruneTimeOut();
    }

    @Override
    public void onLocalJoin(SourceGroup entry, InterfaceId receivers) {
        tell(present -> present.localJoin(entry, receivers));
    }

    @Override
    public void onLocalLeave(SourceGroup entry, InterfaceId receivers) {
        tell(present -> present.localLeave(entry, receivers));
    }

    @Override
    public void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        tell(present -> present.wrongInterface(source, group, arrivedOn, header));
    }

    @Override
    public void onDisableIgmp(InterfaceId changing) {
        forgetJoinsOn(changing);
        tell(present -> present.disableIgmp(changing));
    }

    @Override
    public void onEnableIgmp(InterfaceId changed) {
        tell(present -> present.enableIgmp(changed));
    }
}
