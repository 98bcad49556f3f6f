package io.umbel.controlplane;

import io.umbel.dataplane.contract.Doorbell;
import io.umbel.mgm.MulticastGroupManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

/**
 * The thread of the control plane: it drives the group manager, runs the commands that other threads hand in, does its other
 * duties, and publishes what has changed, once a duty cycle.
 */
final class ControlAgent implements Agent {
    /** However many commands come, the duties have their turn. */
    private static final int COMMANDS_A_CYCLE = 64;

    private final SerializedGroupManager manager;
    private final MfePublisher publisher;
    private final Doorbell doorbell;
    private final UpcallTimes upcallTimes;
    private final List<IntSupplier> duties;
    private final ManyToOneConcurrentLinkedQueue<Runnable> commands = new ManyToOneConcurrentLinkedQueue<>();
    private final List<Runnable> waiting = new ArrayList<>();

    /**
     * @param doorbell the agent's
     * @param upcallTimes told when what upcalls have changed is published
     * @param duties what to do in each duty cycle before its changes are published; each answers how much it did
     */
    ControlAgent(
            SerializedGroupManager manager,
            MfePublisher publisher,
            Doorbell doorbell,
            UpcallTimes upcallTimes,
            List<IntSupplier> duties) {
        this.doorbell = doorbell;
        this.upcallTimes = upcallTimes;
        this.manager = manager;
        this.publisher = publisher;
        this.duties = List.copyOf(duties);
    }

    /**
     * Runs a command on the agent's thread. Any thread may call.
     *
     * @return its result, once its changes are published; or what it threw
     */
    <T> CompletableFuture<T> submit(Function<MulticastGroupManager, T> command) {
        CompletableFuture<T> result = new CompletableFuture<>();
        commands.add(() -> run(command, result));
        doorbell.ring();
        return result;
    }

    private <T> void run(Function<MulticastGroupManager, T> command, CompletableFuture<T> result) {
        try {
            T value = command.apply(manager);
            waiting.add(() -> result.complete(value));
        } catch (RuntimeException | Error failure) {
            waiting.add(() -> result.completeExceptionally(failure));
        }
    }

    @Override
    public int doWork() {
        int work = runCommands();
        for (IntSupplier duty : duties) {
            work += duty.getAsInt();
        }
        work += publisher.flush();
        upcallTimes.published();
        waiting.forEach(Runnable::run);
        waiting.clear();
        return work;
    }

    private int runCommands() {
        int run = 0;
        for (Runnable next = commands.poll(); next != null; next = run < COMMANDS_A_CYCLE ? commands.poll() : null) {
            next.run();
            run++;
        }
        return run;
    }

    @Override
    public String roleName() {
        return "umbel-control";
    }
}
