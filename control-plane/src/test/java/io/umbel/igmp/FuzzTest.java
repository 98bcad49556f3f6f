package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A million messages, random and nearly right: no exception, and never more state than allowed. */
class FuzzTest {

    private static final int MESSAGES = 1_200_000;
    private static final int MAX_GROUPS = 50;
    private static final int MAX_SOURCES = 20;

    private final Random random = new Random(20_260_401);
    private final TestLink link = new TestLink(IgmpConfig.DEFAULTS
            .withLimits(MAX_GROUPS, MAX_SOURCES)
            .withExplicitTracking(true)
            .withTimers(IgmpTimers.of(2, 20_000, 3_000, 1_000)));

    @Test
    void anyOctets_areActedUponOrCounted() {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] datagram = switch (random.nextInt(4)) {
                case 0 -> randomOctets();
                case 1 -> mutated(DatagramWriter.write(randomMessage()));
                case 2 -> DatagramCodecTest.datagram(mutated(randomIgmp()));
                default -> DatagramWriter.write(randomMessage());
            };
            link.router.onDatagram(TestLink.ON, ByteBuffer.wrap(datagram), link.nowMs);
            if (i % 16 == 0) {
                link.passMs(random.nextInt(2_000));
                link.forget();
            }
            if (i % 1_000 == 0) {
                assertWithinLimits();
            }
        }
        IgmpStatistics statistics = link.view().statistics();
        long heard = sum(statistics.received());
        long counted = heard + sum(statistics.rejected());
        assertTrue(counted >= MESSAGES, counted + " of " + MESSAGES + " are accounted for");
        assertTrue(heard > MESSAGES / 8, "only " + heard + " were acted upon: the fuzz is too coarse");

        // The longest membership interval that a forged query can bring about.
        link.passMs((7L * TimeCode.MAX + 10) * 1_000);
        assertEquals(0, link.router.groups(TestLink.ON, link.nowMs).size());
    }

    private static long sum(Map<?, Long> counters) {
        return counters.values().stream().mapToLong(Long::longValue).sum();
    }

    private void assertWithinLimits() {
        List<GroupView> groups = link.router.groups(TestLink.ON, link.nowMs);
        assertTrue(groups.size() <= MAX_GROUPS);
        for (GroupView group : groups) {
            assertTrue(group.groupAddress().isGroup());
            assertTrue(group.sources().size() <= MAX_SOURCES);
            int entries = group.hosts().stream()
                    .mapToInt(host -> 1 + host.sources().size())
                    .sum();
            assertTrue(entries <= MAX_SOURCES);
        }
    }

    private byte[] randomOctets() {
        byte[] octets = new byte[random.nextInt(80)];
        random.nextBytes(octets);
        return octets;
    }

    private byte[] randomIgmp() {
        byte[] datagram = DatagramWriter.write(randomMessage());
        int header = (datagram[0] & 0xF) * 4;
        return Arrays.copyOfRange(datagram, header, datagram.length);
    }

    private byte[] mutated(byte[] octets) {
        byte[] mutant = Arrays.copyOf(
                octets, Math.max(0, octets.length + (random.nextInt(4) == 0 ? random.nextInt(-6, 6) : 0)));
        for (int flips = random.nextInt(4); flips > 0 && mutant.length > 0; flips--) {
            mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return mutant;
    }

    private IgmpDatagram randomMessage() {
        Ipv4 from = random.nextInt(10) == 0
                ? Ipv4.ZERO
                : new Ipv4(Ipv4.parse("10.0.0.0").bits() + random.nextInt(256));
        IgmpMessage message = switch (random.nextInt(8)) {
            case 0 -> new IgmpMessage.ReportV1(randomGroup());
            case 1 -> new IgmpMessage.ReportV2(randomGroup());
            case 2 -> new IgmpMessage.Leave(randomGroup());
            case 3 ->
                TestLink.query(
                        IgmpVersion.V3, randomGroup(), random.nextBoolean(), random.nextInt(30), random.nextInt(30));
            default -> randomReport();
        };
        return IgmpDatagram.from(from, message);
    }

    private IgmpMessage randomReport() {
        List<GroupRecord> records = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            List<Ipv4> sources = new ArrayList<>();
            for (int listed = random.nextInt(8); listed > 0; listed--) {
                sources.add(random.nextInt(50) == 0 ? new Ipv4(random.nextInt()) : TestLink.s(random.nextInt(40)));
            }
            RecordType type = Objects.requireNonNull(RecordType.of(1 + random.nextInt(6)));
            records.add(new GroupRecord(type, randomGroup(), sources));
        }
        return new IgmpMessage.ReportV3(records);
    }

    private Ipv4 randomGroup() {
        return switch (random.nextInt(20)) {
            case 0 -> new Ipv4(random.nextInt());
            case 1 -> Ipv4.ZERO;
            case 2 -> new Ipv4(TestLink.SSM_G.bits() + random.nextInt(40));
            default -> new Ipv4(TestLink.G.bits() + random.nextInt(60));
        };
    }
}
