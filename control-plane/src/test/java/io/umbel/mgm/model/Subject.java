package io.umbel.mgm.model;

import io.umbel.mgm.Callback;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Mfe;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.SourceGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** A group manager to which a random run is done: the real one or the model. Keeps a trace of callbacks and answers. */
abstract class Subject {

    final List<String> trace = new ArrayList<>();
    private final Map<List<Object>, Queue<Operation>> plans = new HashMap<>();

    abstract void register(int client);

    abstract void deregister(int client);

    abstract void take(int client, InterfaceId on);

    abstract void release(int client, InterfaceId on);

    abstract void add(int client, SourceGroup entry, InterfaceId on, int flags);

    abstract void delete(int client, SourceGroup entry, InterfaceId on, int flags);

    abstract void setMfe(int client, MfeKey key);

    abstract void packet(MfeKey key, InterfaceId on);

    abstract void advance(int ms);

    abstract void reroute(int source, InterfaceId towards);

    /** The MFEs in order. */
    abstract List<Mfe> mfes();

    /** The entries with join state. */
    abstract Set<SourceGroup> groups();

    /** Who is on each interface that is known. */
    abstract Map<InterfaceId, ProtocolId> owners();

    final void plan(int client, Callback inside, Operation then) {
        plans.computeIfAbsent(List.of(client, inside), key -> new ArrayDeque<>())
                .add(then);
    }

    /** A callback has come: notes it, and does what its client had planned for it. */
    final void calledBack(int client, Callback callback, Object... arguments) {
        StringBuilder line = new StringBuilder(callback.name()).append('→').append(client);
        for (Object argument : arguments) {
            line.append(' ').append(argument);
        }
        trace.add(line.toString());
        Queue<Operation> planned = plans.get(List.of(client, callback));
        Operation then = planned == null ? null : planned.poll();
        if (then != null) {
            trace.add("  inside: " + then);
            then.applyTo(this);
        }
    }

    /** How a model refuses: without the stack trace, which would be most of the work. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final MgmStatus status;

        Refusal(MgmStatus status) {
            super(status.name(), null, false, false);
            this.status = status;
        }
    }

    /** Notes what a call is answered with. */
    final void answered(Runnable call) {
        try {
            call.run();
            trace.add("NO_ERROR");
        } catch (MgmException refused) {
            trace.add(refused.status().name());
        } catch (Refusal refused) {
            trace.add(refused.status.name());
        }
    }
}
