package io.umbel.remote;

import io.umbel.mgm.AnswerPendingException;
import io.umbel.mgm.Callback;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.CreationAlert.OutgoingInterface;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PacketUpcalls;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What remote clients have been asked about streams in the making, and what they answered. The manager is told that the answer
 * is pending and forgets the packet. When the answer is there, or its time is up, the packet is reported to it again; it asks
 * again, and gets the answer at once. So a slow client delays the streams it has a say in, and nothing else.
 */
final class OpenQuestions {
    private static final RoutingProtocolCallbacks NO_ANSWER = new RoutingProtocolCallbacks() {};
    private static final PacketHeader NO_PACKET = PacketHeader.copyOf(new byte[0], 0, 0);

    private final PacketUpcalls packets;
    private final LongSupplier nanoTime;
    private final RemoteLimits limits;
    private final Map<Long, Question> open = new HashMap<>();
    private final Queue<Question> byDeadline = new ArrayDeque<>();
    private final Map<MfeKey, List<Question>> streams = new HashMap<>();
    private long lastNumber;

    /** @param nanoTime a clock in nanoseconds from whenever */
    OpenQuestions(PacketUpcalls packets, LongSupplier nanoTime, RemoteLimits limits) {
        this.packets = packets;
        this.nanoTime = nanoTime;
        this.limits = limits;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /**
     * What the client has decided.
     *
     * @param ask sends the question of that number
     * @throws AnswerPendingException if it has not yet
     */
    RpfDecision rpf(RemoteProtocol client, RpfQuery query, LongConsumer ask) {
        MfeKey stream = new MfeKey(query.group(), query.source());
        return answer(client, Callback.RPF, stream, query.header(), Set.of(), ask)
                .onRpf(query);
    }

    /**
     * Disables the branches that the client has disabled.
     *
     * @param ask sends the question of that number
     * @throws AnswerPendingException if it has not answered yet
     */
    void creation(RemoteProtocol client, CreationAlert alert, LongConsumer ask) {
        MfeKey stream = new MfeKey(alert.group(), alert.source());
        Set<InterfaceId> branches =
                alert.outgoing().stream().map(OutgoingInterface::id).collect(Collectors.toUnmodifiableSet());
        answer(client, Callback.CREATION_ALERT, stream, NO_PACKET, branches, ask)
                .onCreationAlert(alert);
    }

    private RoutingProtocolCallbacks answer(
            RemoteProtocol client,
            Callback callback,
            MfeKey stream,
            PacketHeader header,
            Set<InterfaceId> branches,
            LongConsumer ask) {
        Question earlier = find(client, callback, stream);
        RoutingProtocolCallbacks answer = earlier == null ? null : earlier.answer;
        if (earlier != null && (answer == null || earlier.branches.containsAll(branches))) {
            if (answer == null) {
                throw new AnswerPendingException();
            }
            return answer;
        }
        if (client.openQuestions < limits.openQuestions()) {
            Question question = new Question(
                    ++lastNumber,
                    client,
                    callback,
                    stream,
                    header,
                    branches,
                    nanoTime.getAsLong() + limits.answerDeadline().toNanos());
            List<Question> ofStream = streams.computeIfAbsent(stream, _ -> new ArrayList<>());
            // Branches have come since it was asked about the others.
            ofStream.removeIf(each -> each == earlier);
            ofStream.add(question);
            open.put(question.number, question);
            byDeadline.add(question);
            client.openQuestions++;
            ask.accept(question.number);
        }
        throw new AnswerPendingException();
    }

    /**
     * Takes an answer.
     *
     * @return false if there is no such question, or no longer
     */
    boolean answered(RemoteProtocol client, Callback callback, long number, RoutingProtocolCallbacks answer) {
        Question question = open.get(number);
        if (question == null || question.asked != client || question.callback != callback) {
            return false;
        }
        settle(question, answer);
        return true;
    }

    /** Goes on without the answers whose time is up; returns how many. */
    int advance() {
        int late = 0;
        long now = nanoTime.getAsLong();
        for (Question next = byDeadline.peek();
                next != null && (!next.isOpen() || now - next.deadlineNs >= 0);
                next = byDeadline.peek()) {
            byDeadline.remove();
            if (next.isOpen()) {
                late++;
                next.asked.tooLate(next.number);
                settle(next, NO_ANSWER);
            }
        }
        return late;
    }

    /** Goes on without the answers of a client that is gone. */
    void abandon(RemoteProtocol client) {
        List<Question> unanswered =
                open.values().stream().filter(each -> each.asked == client).toList();
        unanswered.forEach(each -> settle(each, NO_ANSWER));
    }

    private void settle(Question question, RoutingProtocolCallbacks answer) {
        question.answer = answer;
        question.asked.openQuestions--;
        open.remove(question.number);
        MfeKey stream = question.stream;
        packets.onNewPacket(stream.source(), stream.group(), InterfaceId.of(0), header(stream));
        // Now the entry is made, or has been given up, unless somebody else is still to answer.
        if (questions(stream).stream().noneMatch(Question::isOpen)) {
            streams.remove(stream);
        }
    }

    private List<Question> questions(MfeKey stream) {
        return streams.getOrDefault(stream, List.of());
    }

    private @Nullable Question find(RemoteProtocol client, Callback callback, MfeKey stream) {
        for (Question each : questions(stream)) {
            if (each.asked == client && each.callback == callback) {
                return each;
            }
        }
        return null;
    }

    /** The packet's, if anybody was asked for the RPF interface and so shown it. */
    private PacketHeader header(MfeKey stream) {
        return questions(stream).stream()
                .map(each -> each.header)
                .filter(header -> header.size() > 0)
                .findFirst()
                .orElse(NO_PACKET);
    }
}
