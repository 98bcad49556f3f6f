package io.umbel.remote;

import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.PacketUpcalls;
import io.umbel.mgm.ProtocolId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * All remote clients of a group manager. For the thread that drives it, and never from inside a callback.
 *
 * <p>A client whose connection breaks is expected back for the grace time, and then deregistered: its interfaces are released,
 * with all alerts. One that is silent for as long has had its time already. Meanwhile it is asked for a sign of life now and
 * then.
 */
public final class RemoteProtocols {
    /** How many signs of life may go missing before the grace time is over. */
    private static final int PINGS_IN_GRACE = 4;

    final MulticastGroupManager manager;
    final OpenQuestions questions;
    private final LongSupplier nanoTime;
    private final long graceNs;
    private final Set<RemoteSession> sessions = new LinkedHashSet<>();
    private final Map<ProtocolId, RemoteProtocol> registered = new HashMap<>();
    /** When the grace time of a registration ends: of one that is absent, or that has come back. */
    private final Map<RemoteProtocol, Long> graceEndsNs = new HashMap<>();

    /** @param nanoTime a clock, in nanoseconds from whenever */
    public RemoteProtocols(
            MulticastGroupManager manager, PacketUpcalls packets, LongSupplier nanoTime, RemoteLimits limits) {
        this.manager = manager;
        this.nanoTime = nanoTime;
        this.graceNs = limits.grace().toNanos();
        this.questions = new OpenQuestions(packets, nanoTime, limits);
    }

    /** A client has connected. */
    public RemoteSession connect(RemoteClient client) {
        RemoteSession session = new RemoteSession(this, client, nowNs());
        sessions.add(session);
        return session;
    }

    /** Does what is due; returns how much that was. */
    public int advance() {
        if (sessions.isEmpty() && registered.isEmpty()) {
            return 0;
        }
        long now = nowNs();
        int work = questions.advance();
        for (RemoteSession each : List.copyOf(sessions)) {
            if (each.silentNs(now) > graceNs) {
                endSilent(each);
                work++;
            } else {
                each.ping(now, graceNs / PINGS_IN_GRACE);
            }
        }
        return work + endGrace(now);
    }

    /** Whether no stream waits for an answer. */
    public boolean isIdle() {
        return questions.isEmpty();
    }

    long nowNs() {
        return nanoTime.getAsLong();
    }

    boolean register(RemoteSession session, ProtocolId id, Terms terms, boolean resume) {
        RemoteProtocol earlier = registered.get(id);
        if (earlier != null && earlier.isAbsent()) {
            if (resume) {
                earlier.comeBack(terms, session.client);
                graceEndsNs.put(earlier, nowNs() + graceNs);
                session.protocol = earlier;
                return true;
            }
            end(earlier);
        }
        RemoteProtocol protocol = new RemoteProtocol(manager, questions, id, terms, session.client);
        registered.put(id, protocol);
        session.protocol = protocol;
        return false;
    }

    void deregister(RemoteSession session, RemoteProtocol protocol) {
        manager.deregister(protocol.handle());
        protocol.leave();
        forget(protocol);
        session.protocol = null;
    }

    void disconnected(RemoteSession session) {
        RemoteProtocol protocol = session.protocol;
        if (sessions.remove(session) && protocol != null) {
            session.protocol = null;
            protocol.leave();
            graceEndsNs.put(protocol, nowNs() + graceNs);
        }
    }

    private void endSilent(RemoteSession session) {
        RemoteProtocol protocol = session.protocol;
        disconnected(session);
        if (protocol != null) {
            end(protocol);
        }
        session.client.ended("nothing was heard for the grace time");
    }

    private int endGrace(long now) {
        int work = 0;
        for (Map.Entry<RemoteProtocol, Long> each : List.copyOf(graceEndsNs.entrySet())) {
            RemoteProtocol protocol = each.getKey();
            if (now - each.getValue() >= 0) {
                graceEndsNs.remove(protocol);
                work++;
                if (protocol.isAbsent()) {
                    end(protocol);
                } else {
                    protocol.sweep();
                }
            }
        }
        return work;
    }

    private void end(RemoteProtocol protocol) {
        protocol.end();
        forget(protocol);
    }

    private void forget(RemoteProtocol protocol) {
        registered.remove(protocol.id);
        graceEndsNs.remove(protocol);
    }
}
