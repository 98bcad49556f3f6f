package io.umbel.dataplane.forward;

import io.umbel.dataplane.forward.WorkerCounters.InterfaceCount;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.umbel.dataplane.forward.WorkerBench.macOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Lists with more branches than mbufs can be taken at once, as an access port with a VLAN a subscriber has. */
@ExtendWith(DpdkExtension.class)
class ManyBranchesTest {
    private static final int BRANCHES = MbufCache.MOST_AT_ONCE + 200;
    private static final int FIRST_OUTGOING = 2;

    private static WorkerBench bench(int poolSize) {
        return WorkerBench.withTrunk(poolSize, BRANCHES)
                .route(
                        1,
                        IntStream.range(FIRST_OUTGOING, FIRST_OUTGOING + BRANCHES)
                                .toArray());
    }

    private static void receive(WorkerBench bench, TestFrame frame, boolean inSegments) {
        if (inSegments) {
            byte[] bytes = frame.bytes();
            long head = bench.thread().mbufOf(Arrays.copyOf(bytes, 40));
            Mbuf.chain(head, bench.thread().mbufOf(Arrays.copyOfRange(bytes, 40, bytes.length)));
            bench.receiveMbuf(head);
        } else {
            bench.receive(frame.bytes());
        }
    }

    private static List<byte[]> sent(WorkerBench bench) {
        List<byte[]> all = new ArrayList<>();
        for (List<byte[]> some = bench.sent(FIRST_OUTGOING); !some.isEmpty(); some = bench.sent(FIRST_OUTGOING)) {
            all.addAll(some);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachBranchGetsItsReplica(boolean inSegments) {
        TestFrame frame = TestFrame.udp();
        try (WorkerBench bench = bench(8191)) {
            receive(bench, frame, inSegments);
            List<byte[]> sent = sent(bench);
            assertEquals(BRANCHES, sent.size());
            for (int i = 0; i < BRANCHES; i++) {
                assertArrayEquals(frame.forwarded(macOf(FIRST_OUTGOING + i).value(), 1 + i), sent.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void branchesThatFindThePoolEmptyAreDiscardsOfTheirInterface(boolean inSegments) {
        try (WorkerBench bench = bench(600)) {
            receive(bench, TestFrame.udp(), inSegments);
            List<byte[]> sent = sent(bench);
            assertTrue(sent.size() < BRANCHES);
            assertEquals(sent.size(), net(bench, InterfaceCount.QUEUED_PACKETS, InterfaceCount.DISCARDED_PACKETS));
            assertEquals(
                    sent.stream().mapToLong(each -> each.length).sum(),
                    net(bench, InterfaceCount.QUEUED_OCTETS, InterfaceCount.DISCARDED_OCTETS));
        }
    }

    private static long net(WorkerBench bench, InterfaceCount queued, InterfaceCount discarded) {
        return IntStream.range(FIRST_OUTGOING, FIRST_OUTGOING + BRANCHES)
                .mapToLong(index ->
                        bench.counters().read(index, queued) - bench.counters().read(index, discarded))
                .sum();
    }
}
