package io.umbel.perf.bench;

import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Eal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The benchmarks of a table that changes under load, briefly: that they do what they say, not how fast. */
@ExtendWith(DpdkExtension.class)
class ChangingTableTest {
    private static final Population POPULATION = new Population(100, 2);
    private static final PacketMemory MEMORY = PacketMemory.of(POPULATION.frames(), 0);

    @Test
    void changesAreMadeAndSeenWhileFramesAreForwardedAndWhileNoneAre(Eal eal) throws Exception {
        ChangesResult result =
                ChangesBench.run(eal, MEMORY, new ChangesBench.Plan(POPULATION, List.of(), 10_000, 1, 1, 1), _ -> {});
        assertTrue(result.made().median() > 0, result::text);
        assertTrue(result.ratio().median() > 0, result::text);
        assertTrue(result.visible().samples() > 0, result::text);
        assertEquals(0, result.visible().notSeen(), result::text);
        assertTrue(result.visibleWithoutTraffic().samples() > 0, result::text);
        assertEquals(0, result.visibleWithoutTraffic().notSeen(), result::text);
    }

    @Test
    void everythingAddsUpWithTwoWorkers(Eal eal) throws Exception {
        SoakResult result = soak(eal, 2, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertTrue(result.changes() > 0, result::text);
        assertEquals(
                0,
                result.sums().stream()
                        // A worker allocates until it is compiled, for which a second is too short.
                        .filter(sum -> !sum.holds() && !sum.what().equals(SoakBench.ALLOCATED))
                        .count(),
                result::text);
    }

    @Test
    @Tag("soak")
    void everythingAddsUpAndAWarmWorkerAllocatesNothing(Eal eal) throws Exception {
        SoakResult result = soak(eal, 1, Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertTrue(result.held() > 0, result::text);
        assertTrue(result.holds(), result::text);
    }

    private static SoakResult soak(Eal eal, int workers, Duration warmUp, Duration steady) throws Exception {
        return SoakBench.run(eal, MEMORY, new SoakBench.Plan(POPULATION, workers, 10_000, warmUp, steady), _ -> {});
    }
}
