package io.umbel.perf.gen;

import io.umbel.dataplane.contract.PunctualThread;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.PacketPool;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The tester: a thread that sends, receives, and plays hosts, on ports that are nobody else's. One trial at a time.
 *
 * <p>Any one thread may call its methods; what is to be done on the tester's thread is handed to it ({@link #ask}). An error of
 * the thread comes out of the next call.
 */
public final class Tester implements AutoCloseable {
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<TesterPort> ports;
    private final Queue<Consumer<TestLoop>> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private int runs;

    /** Starts the thread. */
    public Tester(Eal eal, PacketPool pool, List<TesterPort> ports) {
        this.ports = List.copyOf(ports);
        this.thread = new PunctualThread(() -> loop(eal, pool));
        thread.setName("tester");
        thread.setDaemon(true);
        thread.start();
    }

    public List<TesterPort> ports() {
        return ports;
    }

    private void loop(Eal eal, PacketPool pool) {
        MbufCache cache = new MbufCache(pool, eal.registerThread());
        try (TestLoop loop = new TestLoop(ports, cache, System::nanoTime)) {
            while (!closed) {
                Consumer<TestLoop> task = tasks.poll();
                if (task != null) {
                    task.accept(loop);
                }
                if (loop.poll() == 0 && task == null && !loop.isBusy()) {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
        } finally {
            closed = true;
            eal.unregisterThread();
        }
    }

    /** Has the tester's thread answer a question, and returns the answer. */
    <T> T ask(Function<TestLoop, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(loop -> {
            try {
                answer.complete(question.apply(loop));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        while (!answer.isDone() && thread.isAlive()) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        if (!answer.isDone()) {
            throw new IllegalStateException("the tester's thread has ended; its error is above");
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Carries out a trial, and returns when it is over. */
    public TrialResult run(TrialPlan plan) throws InterruptedException {
        begin(plan);
        return finish();
    }

    /** Begins a trial; {@link #finish} waits for its end. */
    public void begin(TrialPlan plan) {
        int run = ++runs;
        ask(loop -> {
            loop.begin(plan, run);
            return true;
        });
    }

    /** Waits until the trial is over and returns what came of it. */
    public TrialResult finish() throws InterruptedException {
        while (!ask(TestLoop::isSettled)) {
            sleep();
        }
        return ask(TestLoop::end);
    }

    /** Ends the trial's sending now; {@link #finish} then waits for what is on its way. */
    public void stop() {
        ask(loop -> {
            loop.stop();
            return true;
        });
    }

    /** The hosts of a port join, or report once more that they have. */
    public void join(int port, List<GroupMembership> memberships) {
        ask(loop -> {
            loop.hosts(port).join(memberships);
            return true;
        });
    }

    /** They leave. */
    public void leave(int port, List<GroupMembership> memberships) {
        ask(loop -> {
            loop.hosts(port).leave(memberships);
            return true;
        });
    }

    /** They leave all that they have joined. */
    public void leaveAll(int port) {
        ask(loop -> {
            loop.hosts(port).leave(loop.hosts(port).joined());
            return true;
        });
    }

    /**
     * When things happened with a stream of the present trial at a port, by the tester's clock in nanoseconds; 0 for what did not.
     *
     * @param reportedAt when the last report or leave of its group had left
     * @param firstAt when its first frame came
     * @param lastAt when its latest frame came
     * @param received how many different frames came
     */
    public record Sighting(long reportedAt, long firstAt, long lastAt, long received) {}

    /** How things stand with a stream of the present trial at a port. */
    public Sighting sighting(int port, int stream) {
        return ask(loop -> loop.sighting(port, stream));
    }

    /** How things stand with all streams at a port, in their order. */
    public List<Sighting> sightings(int port) {
        return ask(loop -> loop.sightings(port));
    }

    /** How many IGMP queries have come to a port. */
    public int queries(int port) {
        return ask(loop -> loop.hosts(port).queries());
    }

    /** For the thread that waits for something to come about. */
    public static void sleep() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(GLANCE_NANOS);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
