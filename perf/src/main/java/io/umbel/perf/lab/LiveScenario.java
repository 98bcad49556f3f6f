package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Ipv4Address;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * What happens in the demonstration: hosts join, streams begin, one more joins, one leaves, and one wants a group from one of
 * its two sources. Nobody has told the appliance of any of it but the hosts' kernels, by IGMP.
 */
final class LiveScenario {
    /** The shortest that leaves room for joining, leaving and the time that leaving may take. */
    static final int LEAST_SECONDS = 6;

    private static final int SSM_GROUP = Ipv4Address.parse("232.1.1.1");
    /** The source-specific streams have this part of the rate, so that they are no burden. */
    private static final int SSM_RATE_PART = 10;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = 10 * SECOND;
    /** Longer than any member waits for a stream that flows. */
    private static final long ARRIVAL_NANOS = SECOND;
    /** The fast stream is not the first: a JVM that has not seen a packet yet takes a while for the first one. */
    private static final long BETWEEN_STREAMS_NANOS = SECOND / 2;

    private static final long JOIN_AFTER_NANOS = SECOND;
    private static final long LEAVE_AFTER_NANOS = SECOND * 5 / 2;
    /** RFC 3376 section 8.10: a last member query count of 2 times an interval of 1 s, the defaults. */
    private static final long LAST_MEMBER_NANOS = 2 * SECOND;
    /** What a busy machine may take beyond it. */
    private static final long TOLERANCE_NANOS = SECOND / 2;
    /** Without a datagram for so long, a stream has ended. */
    private static final long QUIET_NANOS = SECOND / 2;

    /** A host's source, sending. */
    private record Sending(Host host, Stream stream, Sender sender, Future<Integer> end) {
        String name() {
            return Ipv4Address.format(host.address()) + " > " + Ipv4Address.format(stream.group());
        }
    }

    private final Lab lab;
    private final PrintStream out;
    private final Timeline timeline;
    private final Stream stream;
    private final List<Stream> ssmStreams;
    private final List<Host> hosts;
    private final LinkTaps taps;
    private final List<Sending> sendings = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Future<Reception>> receptions = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * @param taps on the links of the lab's receivers
     * @param stream to 239.1.1.1; those to 232.1.1.1 are like it, but slower
     */
    LiveScenario(Lab lab, LinkTaps taps, PrintStream out, Stream stream) {
        this.taps = taps;
        this.lab = lab;
        this.out = out;
        this.stream = stream;
        this.hosts = lab.receivers();
        this.timeline = new Timeline(out, this::state);
        Stream slower = Stream.to(
                SSM_GROUP,
                stream.port(),
                Math.ceilDiv(stream.count(), SSM_RATE_PART),
                Math.ceilDiv(stream.rate(), SSM_RATE_PART),
                stream.payload());
        this.ssmStreams =
                List.of(slower, Stream.to(SSM_GROUP, slower.port(), slower.count(), slower.rate(), slower.payload()));
    }

    /** Lets it happen, until the streams have ended and all that was on its way has arrived. */
    void play() throws InterruptedException, ExecutionException {
        Host source = lab.sender();
        Membership any = Membership.ofGroup(stream.group());
        reported(join(0, stream, any, Attendance.WHOLE));
        Receiver leaver = join(1, stream, any, Attendance.LEAVES_EARLIER);
        reported(leaver);
        reported(join(2, ssmStreams.getFirst(), new Membership(SSM_GROUP, source.address()), Attendance.WHOLE));

        timeline.pass(SECOND);
        send(source, ssmStreams.getFirst());
        send(lab.otherSource(), ssmStreams.getLast());
        firstDatagrams(SSM_GROUP);
        timeline.pass(BETWEEN_STREAMS_NANOS);
        long begin = System.nanoTime();
        send(source, stream);
        firstDatagrams(stream.group());

        timeline.pass(begin + JOIN_AFTER_NANOS - System.nanoTime());
        joinsLate(2, any);

        timeline.pass(begin + LEAVE_AFTER_NANOS - System.nanoTime());
        leaves(leaver);
        untilTheEnd();
    }

    private Receiver join(int host, Stream from, Membership membership, Attendance attendance)
            throws InterruptedException, ExecutionException {
        Receiver receiver = new Receiver(from, hosts.get(host), membership, attendance);
        Future<Reception> reception = hosts.get(host).start(receiver);
        receivers.add(receiver);
        receptions.add(reception);
        if (!receiver.awaitJoined()) {
            // Says why, if it failed.
            reception.cancel(true);
            reception.get();
        }
        return receiver;
    }

    private void reported(Receiver receiver) throws InterruptedException {
        IgmpSighting report = awaitMessage(receiver, 0, IgmpSighting::reports);
        timeline.tell(
                report.atNanos(),
                receiver.host().name(),
                "joins " + receiver.membership(),
                "its kernel sends an IGMPv" + report.version() + " report");
    }

    /** The first message of a host, from a moment on, that says so of its group. */
    private IgmpSighting awaitMessage(Receiver receiver, long fromNanos, BiPredicate<IgmpSighting, Integer> says)
            throws InterruptedException {
        List<IgmpSighting> found = new ArrayList<>();
        LinkTap tap = taps.of(receiver.host());
        boolean seen = timeline.await(
                () -> tap.igmp().stream()
                        .filter(message -> message.outgoing()
                                && message.atNanos() >= fromNanos
                                && says.test(message, receiver.membership().group()))
                        .findFirst()
                        .map(found::add)
                        .orElse(false),
                PATIENCE_NANOS);
        if (!seen) {
            throw new IllegalStateException("the kernel of " + receiver.host().name() + " sends no IGMP message about "
                    + receiver.membership());
        }
        return found.getFirst();
    }

    private void send(Host source, Stream what) {
        Sender sender = new Sender(what, source.address());
        Sending sending = new Sending(source, what, sender, source.start(sender));
        sendings.add(sending);
        timeline.tell(
                WallClock.nanos(),
                "sender",
                sending.name(),
                String.format(
                        Locale.ROOT,
                        "begins: %,d datagrams of %d octets, %,d a second",
                        what.count(),
                        what.payload(),
                        what.rate()));
    }

    private void firstDatagrams(int group) throws InterruptedException {
        List<Receiver> served = new ArrayList<>();
        for (Receiver receiver : receivers) {
            if (receiver.membership().group() == group && arrives(receiver)) {
                served.add(receiver);
            }
        }
        served.sort(Comparator.comparingLong(Receiver::firstAtNanos));
        for (Receiver receiver : served) {
            timeline.tell(receiver.firstAtNanos(), receiver.host().name(), "has " + receiver.membership(), "");
        }
    }

    private boolean arrives(Receiver receiver) throws InterruptedException {
        if (timeline.await(() -> receiver.firstAtNanos() != 0, ARRIVAL_NANOS)) {
            return true;
        }
        faults.add(receiver.host().name() + " joined " + receiver.membership() + ", and nothing came");
        return false;
    }

    private void joinsLate(int host, Membership membership) throws InterruptedException, ExecutionException {
        long before = WallClock.nanos();
        Receiver receiver = join(host, stream, membership, Attendance.JOINS_LATER);
        IgmpSighting report = awaitMessage(receiver, before, IgmpSighting::reports);
        if (arrives(receiver)) {
            timeline.tell(
                    report.atNanos(),
                    receiver.host().name(),
                    "joins " + membership,
                    "first datagram " + milliseconds(receiver.firstAtNanos() - report.atNanos()) + " after the report");
        }
    }

    private void leaves(Receiver receiver) throws InterruptedException {
        String name = receiver.host().name();
        int group = receiver.membership().group();
        LinkFlow flow = taps.of(receiver.host()).flow(lab.sender().address(), group);
        long before = WallClock.nanos();
        receiver.leave();
        long left = awaitMessage(receiver, before, IgmpSighting::leaves).atNanos();
        timeline.tell(left, name, "leaves " + receiver.membership(), "");
        boolean quiet = timeline.await(
                () -> WallClock.nanos() - Math.max(flow.lastAtNanos(), left) > QUIET_NANOS,
                LAST_MEMBER_NANOS + TOLERANCE_NANOS + QUIET_NANOS);
        String allowed = "allowed are 2 s (2 queries, 1 s apart)";
        if (flow.lastAtNanos() == 0) {
            return;
        }
        if (quiet && flow.lastAtNanos() - left <= LAST_MEMBER_NANOS + TOLERANCE_NANOS) {
            timeline.tell(
                    flow.lastAtNanos(),
                    name,
                    "has the last on its link",
                    milliseconds(flow.lastAtNanos() - left) + " after the report; " + allowed);
        } else {
            faults.add(name + " left " + receiver.membership() + ", and datagrams came for "
                    + milliseconds(flow.lastAtNanos() - left) + " and longer; " + allowed);
        }
    }

    private void untilTheEnd() throws InterruptedException, ExecutionException {
        for (Sending sending : sendings) {
            timeline.await(sending.end()::isDone, Long.MAX_VALUE);
            sending.end().get();
        }
        timeline.tell(WallClock.nanos(), "sender", "ends", "");
        // What is still on its way arrives; whoever waits for more waits for what is lost.
        long[] last = {System.nanoTime(), -1};
        timeline.await(
                () -> {
                    long now = taps.arrived();
                    if (now != last[1]) {
                        last[0] = System.nanoTime();
                        last[1] = now;
                    }
                    return System.nanoTime() - last[0] > QUIET_NANOS;
                },
                PATIENCE_NANOS);
        receivers.forEach(Receiver::finish);
        for (Future<Reception> reception : receptions) {
            reception.get();
        }
        timeline.end();
    }

    /** Ends watching and draws what was seen: which streams were on which link, when. */
    void draw() throws InterruptedException, ExecutionException {
        taps.finish();
        out.println();
        RatePicture picture = new RatePicture(out, timeline.startNanos(), WallClock.nanos());
        picture.title("on the receivers' links");
        for (Host host : hosts) {
            for (Sending sending : sendings) {
                LinkFlow flow = onLink(host, sending);
                if (flow.count() > 0 || knowsGroup(host, sending)) {
                    picture.strip(
                            host.name() + "  " + sending.name(),
                            flow,
                            sending.stream().rate());
                }
            }
        }
    }

    /** @param counters what the appliance counted, when that no longer changes */
    DemoReport report(CounterSnapshot counters) throws InterruptedException, ExecutionException {
        List<Reception> seen = new ArrayList<>();
        for (Future<Reception> reception : receptions) {
            seen.add(reception.get());
        }
        List<DemoReport.Sending> sent = new ArrayList<>();
        for (Sending sending : sendings) {
            sent.add(new DemoReport.Sending(sending.name(), sending.end().get()));
        }
        return new DemoReport(sent, seen, counters, sums(sent, counters), faults);
    }

    private List<Sum> sums(List<DemoReport.Sending> sent, CounterSnapshot counters) {
        List<Sum> sums = new ArrayList<>();
        sums.add(new Sum(
                "datagrams sent",
                sent.stream().mapToLong(DemoReport.Sending::datagrams).sum(),
                "frames forwarded, held, or wanted by nobody",
                counters.count(Fate.FORWARDED) + counters.count(Fate.HELD) + counters.count(Fate.DROPPED_NEGATIVE)));
        sums.add(new Sum(
                "frames held",
                counters.count(Fate.HELD),
                "and released",
                counters.count(ExchangeCounter.HELD_RELEASED)));
        for (Host host : hosts) {
            sums.add(new Sum(
                    "frames out on " + host.name(),
                    counters.count(host.name(), InterfaceCounter.OUT_PACKETS),
                    "datagrams on its link",
                    taps.of(host).arrived()));
        }
        for (Host host : hosts) {
            sums.add(new Sum(
                    "datagrams on the link of " + host.name() + " that nobody there wants",
                    sendings.stream()
                            .filter(sending -> !isWanted(host, sending))
                            .mapToLong(sending -> onLink(host, sending).count())
                            .sum(),
                    "as it should be,",
                    0));
        }
        return sums;
    }

    private boolean isWanted(Host host, Sending sending) {
        return membershipsOf(host)
                .anyMatch(wanted -> wanted.group() == sending.stream().group()
                        && (!wanted.isSourceSpecific()
                                || wanted.source() == sending.host().address()));
    }

    private boolean knowsGroup(Host host, Sending sending) {
        return membershipsOf(host)
                .anyMatch(wanted -> wanted.group() == sending.stream().group());
    }

    private java.util.stream.Stream<Membership> membershipsOf(Host host) {
        return receivers.stream()
                .filter(receiver -> receiver.host().equals(host))
                .map(Receiver::membership);
    }

    private LinkFlow onLink(Host host, Sending sending) {
        return taps.of(host).flow(sending.host().address(), sending.stream().group());
    }

    private String state() {
        return String.format(
                        Locale.ROOT,
                        "sent %,d; on the links ",
                        sendings.stream()
                                .mapToLong(each -> each.sender().sent())
                                .sum())
                + hosts.stream()
                        .map(host ->
                                String.format(Locale.ROOT, "%,d", taps.of(host).arrived()))
                        .collect(Collectors.joining(" | "));
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%,.2f ms", nanos / 1e6);
    }
}
