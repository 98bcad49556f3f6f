package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The lab with an appliance that hears hosts, a tap on the link of every receiver, and two more hosts on the link of the first,
 * for tests of what the appliance does: what it forwards where, and what it asks.
 */
final class LabAtWork implements AutoCloseable {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** RFC 3376 section 8.10: two queries, one second apart. */
    static final long LAST_MEMBER_NANOS = 2 * SECOND;
    /** What a busy machine may take beyond it. */
    static final long TOLERANCE_NANOS = SECOND / 2;

    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final long PATIENCE_NANOS = 40 * SECOND;
    /** Datagrams a second: many of these streams flow at a time. */
    private static final int RATE = 200;

    private static final int PORT = 5000;
    private static final int LONG = RATE * 1000;

    private final Lab lab = Lab.build(HOME);
    private final Path directory;
    private final List<Host> neighbours;
    private final LinkTaps taps;
    private final List<Sender> senders = new ArrayList<>();
    private final List<Appliance> appliances = new ArrayList<>();

    /** @param directory for its configuration file */
    LabAtWork(Path directory) throws Exception {
        this.directory = directory;
        this.neighbours = lab.share(2);
        this.taps = LinkTaps.open(lab.receivers());
    }

    /** Starts the appliance, with the demonstration's configuration and what is different. */
    LabAtWork appliance(UnaryOperator<String> change) throws Exception {
        String usual = Files.readString(HOME.resolve("dpdk-scripts/igmp-af_packet.yaml"));
        Path configuration = Files.writeString(directory.resolve("lab.yaml"), change.apply(usual));
        Appliance appliance = Appliance.start(lab, HOME, configuration);
        appliances.add(appliance);
        assertTrue(appliance.isReady(), appliance::output);
        return this;
    }

    Lab lab() {
        return lab;
    }

    /** A receiver, 1 to 3, on a link of its own but for the first. */
    Host east(int number) {
        return lab.receivers().get(number - 1);
    }

    /** Another host on the first receiver's link, 1 or 2. */
    Host neighbour(int number) {
        return neighbours.get(number - 1);
    }

    /** The tap on the link of a receiver. */
    LinkTap tap(Host receiver) {
        return taps.of(receiver);
    }

    /** A stream from the lab's sender that flows until the end. */
    Stream stream(String group) {
        return stream(lab.sender(), group);
    }

    /** A stream from one of the lab's sources. */
    Stream stream(Host source, String group) {
        Stream stream = Stream.to(Ipv4Address.parse(group), PORT, LONG, RATE, 100);
        Sender sender = new Sender(stream, source.address());
        senders.add(sender);
        Future<Integer> sending = source.start(sender);
        await(() -> sender.sent() > 0 || sending.isDone(), () -> "the stream does not begin");
        return stream;
    }

    /** Has a host join a stream's group, from any source. */
    Listener join(Host host, Stream stream) throws Exception {
        return join(host, stream, Membership.ofGroup(stream.group()));
    }

    /** Has a host join. */
    Listener join(Host host, Stream stream, Membership membership) throws Exception {
        Listener listener = new Listener(membership, stream.port(), host);
        Future<Void> end = host.start(listener);
        if (!listener.awaitJoined()) {
            end.get();
        }
        return listener;
    }

    /** The stream's datagrams on a receiver's link. */
    LinkFlow flow(Host receiver, Stream stream) {
        return taps.of(receiver).flow(lab.sender().address(), stream.group());
    }

    /** Waits until more of the stream comes on the link. */
    void awaitFlow(Host receiver, Stream stream) {
        LinkFlow flow = flow(receiver, stream);
        long before = flow.count();
        await(() -> flow.count() > before, () -> "no stream on the link of " + receiver.name());
    }

    /** Waits until a message is seen on a receiver's link, from a moment on. */
    IgmpSighting awaitMessage(Host receiver, long fromNanos, Predicate<IgmpSighting> wanted) {
        List<IgmpSighting> found = new ArrayList<>();
        await(
                () -> found.addAll(messages(receiver, fromNanos, wanted)),
                () -> "no such message on the link of " + receiver.name() + ": "
                        + taps.of(receiver).igmp());
        return found.getFirst();
    }

    /** Has the host leave the stream's group; returns the moment at which its leave was seen on the link. */
    long leave(Host host, Listener listener, Stream stream) {
        long before = WallClock.nanos();
        listener.leave();
        return awaitMessage(host, before, message -> message.leaves(stream.group()))
                .atNanos();
    }

    /** The messages seen on a receiver's link, from a moment on. */
    List<IgmpSighting> messages(Host receiver, long fromNanos, Predicate<IgmpSighting> wanted) {
        return taps.of(receiver).igmp().stream()
                .filter(message -> message.atNanos() >= fromNanos && wanted.test(message))
                .toList();
    }

    /** The stream stops on the link within the last member query time from that moment, and not before. */
    void assertStopsAfterLastMemberTime(Host receiver, Stream stream, long fromNanos) {
        LinkFlow flow = flow(receiver, stream);
        await(
                () -> WallClock.nanos() - Math.max(flow.lastAtNanos(), fromNanos) > SECOND,
                () -> "the stream does not stop on the link of " + receiver.name());
        long took = flow.lastAtNanos() - fromNanos;
        assertTrue(
                took > LAST_MEMBER_NANOS - TOLERANCE_NANOS && took < LAST_MEMBER_NANOS + TOLERANCE_NANOS,
                () -> "it took " + TimeUnit.NANOSECONDS.toMillis(took) + " ms");
    }

    /** Lets time pass in which something should not happen. */
    void pass(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
    }

    /** Runs a command on a host and expects it to succeed; returns what it said. */
    String run(Host host, String... command) throws IOException, InterruptedException {
        Process process = lab.startOn(host, command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
        return said;
    }

    static void await(BooleanSupplier condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Ends the streams, so that the next test has the machine for itself. */
    void endStreams() {
        senders.forEach(Sender::finish);
        senders.clear();
    }

    @Override
    public void close() {
        endStreams();
        taps.close();
        appliances.forEach(Appliance::close);
        lab.close();
    }
}
