package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A router with one interface, 10.0.0.10/24, and what it says; time moves only when told to. */
final class TestLink {

    static final InterfaceId ON = InterfaceId.of(1);
    static final Ipv4 ROUTER = Ipv4.parse("10.0.0.10");
    static final Ipv4 HOST = Ipv4.parse("10.0.0.101");
    static final Ipv4 OTHER_HOST = Ipv4.parse("10.0.0.102");
    static final Ipv4 LOWER_ROUTER = Ipv4.parse("10.0.0.9");
    static final Ipv4 HIGHER_ROUTER = Ipv4.parse("10.0.0.11");
    static final Ipv4 G = Ipv4.parse("239.1.1.1");
    static final Ipv4 SSM_G = Ipv4.parse("232.1.1.1");
    /** RFC 3376 §8.4 with the defaults. */
    static final long GMI = 260_000;

    static final long LMQT = 2_000;

    final IgmpRouter router;
    /** Every query sent since the last look. */
    final List<IgmpDatagram> sent = new ArrayList<>();
    /** Every change told since the last look. */
    final List<String> told = new ArrayList<>();

    long nowMs = 1_000_000;

    TestLink(IgmpConfig config) {
        router = new IgmpRouter(
                (on, datagram, destination) -> sent.add(read(datagram)),
                (on, group, wanted) -> told.add(group + " " + show(wanted)));
        router.interfaceUp(ON, IgmpLink.of(ROUTER.toString(), 24), config, nowMs);
    }

    static TestLink withDefaults() {
        return new TestLink(IgmpConfig.DEFAULTS);
    }

    /** A link whose start is over: no startup queries, and all hosts have had their chance. */
    static TestLink settled(IgmpConfig config) {
        TestLink link = new TestLink(config);
        link.passMs(100_000);
        link.forget();
        return link;
    }

    static IgmpDatagram read(byte[] datagram) {
        return ((DatagramReader.Read) DatagramReader.read(ByteBuffer.wrap(datagram))).datagram();
    }

    static Ipv4 s(int number) {
        return new Ipv4(Ipv4.parse("192.0.2.0").bits() + number);
    }

    static NavigableSet<Ipv4> sources(int... numbers) {
        return Arrays.stream(numbers).mapToObj(TestLink::s).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sources by their numbers. */
    static String show(Iterable<Ipv4> sources) {
        List<String> numbers = new ArrayList<>();
        sources.forEach(source -> numbers.add(Integer.toString(source.bits() - s(0).bits())));
        return String.join(",", numbers);
    }

    static String show(SourceFilter filter) {
        return filter.mode() == FilterMode.INCLUDE
                ? "INCLUDE(" + show(filter.requested()) + ")"
                : "EXCLUDE(" + show(filter.requested()) + ";" + show(filter.excluded()) + ")";
    }

    void hear(Ipv4 from, IgmpMessage message) {
        hear(IgmpDatagram.from(from, message));
    }

    void hear(IgmpDatagram datagram) {
        router.onDatagram(ON, ByteBuffer.wrap(DatagramWriter.write(datagram)), nowMs);
    }

    void report(RecordType type, int... sources) {
        report(HOST, G, type, sources);
    }

    void report(Ipv4 host, Ipv4 group, RecordType type, int... sources) {
        hear(host, new IgmpMessage.ReportV3(List.of(new GroupRecord(type, group, List.copyOf(sources(sources))))));
    }

    /** Time passes, and everything due on the way happens when it is due. */
    void passMs(long ms) {
        long untilMs = nowMs + ms;
        for (OptionalLong next = router.nextDeadlineMs();
                next.isPresent() && next.getAsLong() <= untilMs;
                next = router.nextDeadlineMs()) {
            nowMs = Math.max(nowMs, next.getAsLong());
            router.advance(nowMs);
        }
        nowMs = untilMs;
    }

    void forget() {
        sent.clear();
        told.clear();
    }

    GroupView group() {
        return router.group(ON, G, nowMs).orElseThrow();
    }

    boolean hasGroup(Ipv4 group) {
        return router.group(ON, group, nowMs).isPresent();
    }

    String wanted() {
        return wanted(G);
    }

    String wanted(Ipv4 group) {
        return show(router.filter(ON, group));
    }

    InterfaceView view() {
        return router.interfaces(nowMs).getFirst();
    }

    long rejected(Rejection reason) {
        return view().statistics().rejected().getOrDefault(reason, 0L);
    }

    /** The queries for groups sent since the last look, such as "Q(G)" or "Q(G,1,2)S". */
    String queries() {
        String shown = sent.stream()
                .map(datagram -> (IgmpMessage.Query) datagram.message())
                .filter(query -> !query.isGeneral())
                .map(query -> "Q(G" + (query.sources().isEmpty() ? "" : ",") + show(query.sources()) + ")"
                        + (query.suppressRouterProcessing() ? "S" : ""))
                .collect(Collectors.joining(" "));
        sent.clear();
        return shown;
    }

    /** How many general queries were sent since the last look. */
    int generalQueries() {
        int count = (int) sent.stream()
                .filter(datagram -> ((IgmpMessage.Query) datagram.message()).isGeneral())
                .count();
        sent.clear();
        return count;
    }

    static IgmpMessage.Query query(IgmpVersion version, Ipv4 group, boolean suppress, int... sources) {
        return new IgmpMessage.Query(
                version, group, group.isZero() ? 10_000 : 1_000, suppress, 2, 125_000, List.copyOf(sources(sources)));
    }
}
