package io.umbel.perf.lab;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The benchmark of joins, briefly: that it measures what it says, not how fast. */
@LabTest
class JoinBenchTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final int JOINS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"af_xdp", "af_packet"})
    void everyJoinIsMeasured(String device) throws Exception {
        JoinBench.Plan plan = new JoinBench.Plan(JoinBench.Dut.umbel, device, "backoff", JOINS, 0, 10_000);
        assertMeasured(plan);
    }

    @Test
    void theKernelsJoinsAreMeasuredInTheSameWay() throws Exception {
        assertMeasured(new JoinBench.Plan(JoinBench.Dut.kernel, "", "", JOINS, 0, 10_000));
    }

    private static void assertMeasured(JoinBench.Plan plan) throws Exception {
        JoinResult result = new JoinBench(HOME, plan, _ -> {}).run();
        List<LatencyFigures> joins = result.figures().stream()
                .filter(figures -> figures.what().endsWith("report to first datagram"))
                .toList();
        assertEquals(2, joins.size(), result::text);
        for (LatencyFigures join : joins) {
            assertEquals(JOINS, join.count(), result::text);
            assertTrue(join.median() > 0, result::text);
        }
    }
}
