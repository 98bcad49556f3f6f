package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Reading MFEs: C141 to C163. */
@Conformance
class ReadingMfesConformanceTest {

    private static final int ONE_OIF = 76;
    private static final int TWO_OIFS = 92;

    /** (S1,G1), (S2,G1) and (S1,G2), in this order, each with the outgoing interface 1. */
    private static Router withThreeMfes() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(ANY_G2, 1);
        r.packet(S1, G2, 2);
        r.packet(S2, G1, 3);
        r.packet(S1, G1, 2);
        return r;
    }

    private static Router withOneMfe() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.packet(S1, G1, 2);
        return r;
    }

    private static final List<MfeKey> THREE = List.of(mfe(S1, G1), mfe(S2, G1), mfe(S1, G2));

    private static void answers(int status, List<MfeKey> keys, Page<Mfe> page) {
        assertEquals(status, page.status().code());
        assertEquals(keys, page.entries().stream().map(Mfe::key).toList());
    }

    private static void answersStats(int status, List<MfeKey> keys, Page<MfeStats> page) {
        assertEquals(status, page.status().code());
        assertEquals(keys, page.entries().stream().map(MfeStats::key).toList());
    }

    @Test
    void C141_noMfe_noMoreItems() {
        Router r = Router.f0();

        answers(259, List.of(), r.manager.firstMfes(PLENTY));
    }

    @Test
    void C142_allFit_noMoreItemsAndTheSizeUnchanged() {
        Router r = withThreeMfes();

        Page<Mfe> page = r.manager.firstMfes(10_000);

        answers(259, THREE, page);
        assertEquals(10_000, page.requiredBytes());
    }

    @Test
    void C143_theOrder_isGroupThenSourceOctetByOctet() {
        Router r = Router.f0();
        r.routes.route("0.0.0.0/0", 2, "10.2.0.254");
        Ipv4 lowerGroup = Ipv4.parse("239.0.200.1");
        Ipv4 nine = Ipv4.parse("9.255.255.255");
        Ipv4 ten9 = Ipv4.parse("10.0.0.9");
        Ipv4 ten10 = Ipv4.parse("10.0.0.10");
        r.packet(ten10, G1, 2);
        r.packet(ten9, G1, 2);
        r.packet(nine, G1, 2);
        r.packet(S1, G2, 2);
        r.packet(S1, lowerGroup, 2);

        answers(
                259,
                List.of(mfe(S1, lowerGroup), mfe(nine, G1), mfe(ten9, G1), mfe(ten10, G1), mfe(S1, G2)),
                r.manager.firstMfes(PLENTY));
    }

    @Test
    void C144_someFit_moreDataThenTheRest() {
        Router r = withThreeMfes();

        answers(234, THREE.subList(0, 2), r.manager.firstMfes(2 * ONE_OIF));
        answers(259, THREE.subList(2, 3), r.manager.nextMfes(THREE.get(1), 2 * ONE_OIF));
    }

    @Test
    void C145_entries_areWhole() {
        Router r = withThreeMfes();

        answers(234, THREE.subList(0, 2), r.manager.firstMfes(200));
    }

    @Test
    void C146_notEvenTheFirstFits_insufficientBufferAndTheSizeNeeded() {
        Router r = withOneMfe();
        r.a.adds(ANY_G1, 4);

        Page<Mfe> page = r.manager.firstMfes(TWO_OIFS - 1);

        answers(122, List.of(), page);
        assertEquals(TWO_OIFS, page.requiredBytes());
    }

    @Test
    void C147_theSizeNeeded_isEnough() {
        Router r = withOneMfe();
        r.a.adds(ANY_G1, 4);
        int needed = r.manager.firstMfes(TWO_OIFS - 1).requiredBytes();

        answers(259, List.of(MFE_S1_G1), r.manager.firstMfes(needed));
    }

    @Test
    void C148_theNextDoesNotFit_insufficientBuffer() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(ANY_G2, 1);
        r.a.adds(ANY_G2, 4);
        r.packet(S1, G1, 2);
        r.packet(S1, G2, 2);

        answers(234, List.of(MFE_S1_G1), r.manager.firstMfes(ONE_OIF));
        Page<Mfe> next = r.manager.nextMfes(MFE_S1_G1, ONE_OIF);
        answers(122, List.of(), next);
        assertEquals(TWO_OIFS, next.requiredBytes());
    }

    @Test
    void C149_afterTheLast_noMoreItems() {
        Router r = withThreeMfes();

        answers(259, List.of(), r.manager.nextMfes(THREE.getLast(), PLENTY));
    }

    @Test
    void C150_afterADeletedOne_theNextGreater() {
        Router r = withThreeMfes();
        r.c.releases(3);
        assertFalse(r.hasMfe(S2, G1));

        answers(259, List.of(mfe(S1, G2)), r.manager.nextMfes(mfe(S2, G1), PLENTY));
    }

    @Test
    void C151_walkingOneByOne_seesEachOnceInOrder() {
        Router r = withThreeMfes();
        List<MfeKey> seen = new ArrayList<>();

        Page<Mfe> page = r.manager.firstMfes(ONE_OIF);
        while (page.status() == MgmStatus.MORE_DATA) {
            assertEquals(1, page.entries().size());
            seen.add(page.entries().getFirst().key());
            page = r.manager.nextMfes(seen.getLast(), ONE_OIF);
        }

        assertEquals(259, page.status().code());
        page.entries().forEach(last -> seen.add(last.key()));
        assertEquals(THREE, seen);
    }

    @Test
    void C152_reading_matchesExactly() {
        Router r = withOneMfe();

        assertEquals(0, status(() -> r.manager.getMfe(MFE_S1_G1)));
        assertEquals(1168, status(() -> r.manager.getMfe(mfe(S2, G1))));
        assertEquals(1168, status(() -> r.manager.getMfe(mfe(Ipv4.ZERO, G1))));
    }

    @Test
    void C153_readingIntoTooSmallABuffer_insufficientBuffer() {
        Router r = withOneMfe();

        Page<Mfe> page = r.manager.getMfe(MFE_S1_G1, ONE_OIF - 1);

        answers(122, List.of(), page);
        assertEquals(ONE_OIF, page.requiredBytes());
    }

    @Test
    void C154_reading_needsNoHandle() {
        Router r = withThreeMfes();

        answers(259, THREE, r.manager.firstMfes(PLENTY));
        answers(259, THREE.subList(1, 3), r.manager.nextMfes(MFE_S1_G1, PLENTY));
        answers(0, THREE.subList(0, 1), r.manager.getMfe(MFE_S1_G1, PLENTY));
        answersStats(259, THREE, r.manager.firstMfeStats(PLENTY, StatsLevel.STATS_0));
        answersStats(259, THREE.subList(1, 3), r.manager.nextMfeStats(MFE_S1_G1, PLENTY, StatsLevel.STATS_0));
        answersStats(0, THREE.subList(0, 1), r.manager.getMfeStats(MFE_S1_G1, PLENTY, StatsLevel.STATS_0));
    }

    @Test
    void C155_theFields_areThoseOfTheRouteAndTheOwner() {
        Router r = withOneMfe();

        Mfe mfe = r.manager.getMfe(MFE_S1_G1);

        assertEquals(InterfaceId.of(2), mfe.incoming());
        assertEquals(102, mfe.incomingProtocol());
        assertEquals(Ipv4.parse("10.0.0.0"), mfe.route().network());
        assertEquals(Ipv4.parse("255.255.255.0"), mfe.route().mask());
        assertEquals(Ipv4.parse("255.255.255.255"), mfe.sourceMask());
        assertEquals(List.of(0, 0), List.of(mfe.flags(), mfe.reserved()));
        assertEquals(interfaces(1), mfe.outgoing());
    }

    @Test
    void C156_upTimeAndExpiry_addUpToTheTimeOut() {
        Router r = withOneMfe();

        for (long ms = 0; ms < 900_000; ms += 33_333) {
            Mfe mfe = r.manager.getMfe(MFE_S1_G1);
            assertEquals(mfe.timeOutSeconds(), mfe.upTimeSeconds() + mfe.expirySeconds());
            r.clock.advanceMs(33_333);
        }
    }

    @Test
    void C157_statistics_haveTheirRecordSizes() {
        Router r = withOneMfe();

        assertEquals(
                0,
                r.manager.getMfeStats(MFE_S1_G1, 92, StatsLevel.of(1)).status().code());
        assertEquals(
                0,
                r.manager.getMfeStats(MFE_S1_G1, 112, StatsLevel.of(2)).status().code());
        assertEquals(
                122,
                r.manager.getMfeStats(MFE_S1_G1, 91, StatsLevel.of(1)).status().code());
        assertEquals(
                122,
                r.manager.getMfeStats(MFE_S1_G1, 111, StatsLevel.of(2)).status().code());
    }

    @Test
    void C158_flagsThatNameNoRecord_areInvalid() {
        Router r = withOneMfe();

        for (int flags : new int[] {0, 3, 4}) {
            assertEquals(87, status(() -> r.manager.firstMfeStats(PLENTY, StatsLevel.of(flags))));
            assertEquals(87, status(() -> r.manager.nextMfeStats(MFE_S1_G1, PLENTY, StatsLevel.of(flags))));
            assertEquals(87, status(() -> r.manager.getMfeStats(MFE_S1_G1, PLENTY, StatsLevel.of(flags))));
        }
    }

    @Test
    void C159_times_areSecondsInOneAndHundredthsInTheOther() {
        Router r = withOneMfe();
        r.clock.setSeconds(5);

        Mfe mfe = r.manager.getMfe(MFE_S1_G1);
        MfeStats stats = r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_0);

        assertEquals(List.of(5L, 500L), List.of(mfe.upTimeSeconds(), stats.upTimeHundredths()));
        assertEquals(List.of(895L, 89_500L), List.of(mfe.expirySeconds(), stats.expiryHundredths()));
    }

    @Test
    void C160_packetsForwarded_areCountedInAndOut() {
        Router r = withOneMfe();
        r.c.adds(ANY_G1, 3);
        r.packet(S1, G1, 2);
        MfeStatsEx before = r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_1);

        for (int n = 0; n < 3; n++) {
            r.packet(S1, G1, 2);
        }

        MfeStatsEx after = r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_1);
        assertEquals(3, after.stats().inPackets() - before.stats().inPackets());
        assertEquals(300, after.stats().inOctets() - before.stats().inOctets());
        assertEquals(6, after.totalOutPackets() - before.totalOutPackets());
        for (int branch = 0; branch < 2; branch++) {
            assertEquals(
                    3,
                    after.stats().outgoing().get(branch).counters().outPackets()
                            - before.stats().outgoing().get(branch).counters().outPackets());
        }
    }

    @Test
    void C161_packetsOfANegativeMfe_areCountedAsSuch() {
        Router r = Router.f0();
        r.packet(S1, G1, 2);
        MfeStatsEx before = r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_1);

        for (int n = 0; n < 4; n++) {
            r.packet(S1, G1, 2);
        }

        MfeStatsEx after = r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_1);
        assertEquals(4, after.negativeMfe() - before.negativeMfe());
        assertEquals(0, after.totalOutPackets());
        assertEquals(List.of(), after.stats().outgoing());
    }

    @Test
    void C162_walkingStatistics_isWalkingMfes() {
        Router r = withThreeMfes();

        answersStats(234, THREE.subList(0, 2), r.manager.firstMfeStats(2 * 92, StatsLevel.STATS_0));
        answersStats(259, THREE.subList(2, 3), r.manager.nextMfeStats(THREE.get(1), 92, StatsLevel.STATS_0));
    }

    @Test
    void C163_statisticsOfAnMfeThatIsNotThere_areNotFound() {
        Router r = withOneMfe();

        assertEquals(1168, status(() -> r.manager.getMfeStats(mfe(S2, G2), StatsLevel.STATS_0)));
    }
}
