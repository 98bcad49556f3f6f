package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A lab with an appliance, of one process or two, that forwards in it. */
final class AppliedLab implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;
    private final Path configuration;
    private final List<Appliance> planes = new ArrayList<>();

    private AppliedLab(Path configuration) {
        this.configuration = configuration;
        this.lab = Lab.build(HOME);
    }

    /**
     * Builds the lab; nothing of the appliance runs yet.
     *
     * @param configuration where the appliance's configuration is to be
     * @param yaml its text
     */
    static AppliedLab build(Path configuration, String yaml) throws Exception {
        return new AppliedLab(Files.writeString(configuration, yaml));
    }

    /** The configuration of the demonstration with IGMP, but that there is room for {@link ManyStreams} behind the sender's link. */
    static String withIgmp(String device) throws Exception {
        return Files.readString(HOME.resolve("dpdk-scripts/igmp-" + device + ".yaml"))
                .replace("10.0.1.1/24", "10.0.0.1/16");
    }

    /**
     * Starts a plane, or another one in the place of one that was killed, and waits until it is ready.
     *
     * @param plane control, data or both
     */
    Appliance start(String plane) throws Exception {
        Appliance started = Appliance.start(lab, HOME, configuration, "--plane", plane);
        planes.add(started);
        assertTrue(started.isReady(), started::output);
        return started;
    }

    Host sender() {
        return lab.sender();
    }

    List<Host> receivers() {
        return lab.receivers();
    }

    SharedDirectory sharedDirectory() {
        return new SharedDirectory(lab.sharedDirectory());
    }

    CounterSnapshot counters() {
        return CounterSnapshot.take(sharedDirectory());
    }

    /**
     * Waits until the appliance knows what hosts have joined: a host that joins one more group reports that after the
     * others, and gets its stream.
     */
    void awaitMemberships(List<Host> hosts) throws Exception {
        Stream probe = Stream.of(20_000, 1000, TestDatagram.SMALLEST_PAYLOAD);
        List<Receiver> receivers = new ArrayList<>();
        List<Future<Reception>> receptions = new ArrayList<>();
        for (Host host : hosts) {
            Receiver receiver = new Receiver(probe, host);
            receivers.add(receiver);
            receptions.add(host.start(receiver));
        }
        Sender sender = new Sender(probe, lab.sender().address());
        Future<Integer> sending = lab.sender().start(sender);
        awaitUntil(() -> receivers.stream().allMatch(each -> each.received() > 0));
        sender.finish();
        sending.get();
        receivers.forEach(Receiver::finish);
        for (Future<Reception> reception : receptions) {
            assertTrue(reception.get().received() > 0, "the appliance does not forward at all");
        }
    }

    /** Waits until the condition is met, but not for ever: whether it was is for the assertions that follow. */
    static void awaitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() {
        planes.forEach(Appliance::close);
        lab.close();
    }
}
