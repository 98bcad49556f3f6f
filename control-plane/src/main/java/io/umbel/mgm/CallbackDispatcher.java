package io.umbel.mgm;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Delivers callbacks: in order, one at a time, only when the state change that caused them is complete (§3.0). What a
 * call from inside a callback causes goes to the end of the queue. Knows which callback is running, and so what may be
 * called.
 */
final class CallbackDispatcher {

    private final CallbackSupervisor supervisor;
    private final Queue<Runnable> pending = new ArrayDeque<>();
    private @Nullable Callback running;

    CallbackDispatcher(CallbackSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Delivers this after all that is queued before it. */
    void queue(Client recipient, Callback callback, Consumer<RoutingProtocolCallbacks> call) {
        queue(() -> tell(recipient, callback, call));
    }

    /** Takes this step, which may make callbacks, after all that is queued before it. */
    void queue(Runnable step) {
        pending.add(step);
    }

    /** Delivers all that is queued, unless a callback is running: then the call around it will. */
    void deliver() {
        if (running != null) {
            return;
        }
        for (Runnable step = pending.poll(); step != null; step = pending.poll()) {
            step.run();
        }
    }

    /** @throws AnswerPendingException if the recipient does, of a callback that may be put off */
    void tell(Client recipient, Callback callback, Consumer<RoutingProtocolCallbacks> call) {
        if (!recipient.registered) {
            return;
        }
        running = callback;
        try {
            supervisor.run(recipient.id(), callback, () -> call.accept(recipient.callbacks));
        } catch (AnswerPendingException pending) {
            if (!callback.mayBePutOff()) {
                supervisor.failed(recipient.id(), callback, pending);
                return;
            }
            throw pending;
        } catch (RuntimeException | Error thrown) {
            supervisor.failed(recipient.id(), callback, thrown);
        } finally {
            running = null;
        }
    }

    /**
     * The recipient's answer, or what holds if it gives none.
     *
     * @throws AnswerPendingException as {@link #tell}
     */
    <T> T ask(Client recipient, Callback callback, Function<RoutingProtocolCallbacks, T> question, T otherwise) {
        Answer<T> answer = new Answer<>(otherwise);
        tell(recipient, callback, callbacks -> answer.value = Objects.requireNonNull(question.apply(callbacks)));
        return answer.value;
    }

    private static final class Answer<T> {
        T value;

        Answer(T otherwise) {
            value = otherwise;
        }
    }

    /** Refuses what no callback may do: registration, ownership, packets. */
    void requireNoCallback(String function) {
        if (running != null) {
            throw refused(function);
        }
    }

    /** Refuses what only some callbacks may do: memberships, upstream neighbours. */
    void requireChangesAllowed(String function) {
        if (running != null && !running.allowsChanges()) {
            throw refused(function);
        }
    }

    private MgmException refused(String function) {
        return new MgmException(
                MgmStatus.CAN_NOT_COMPLETE,
                function + " was called from inside a " + running + " callback; after it has returned is allowed.");
    }
}
