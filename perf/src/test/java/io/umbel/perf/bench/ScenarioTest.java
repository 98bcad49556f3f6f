package io.umbel.perf.bench;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScenarioTest {
    @Test
    void scenariosAreNamedOneByOne() {
        assertEquals(
                List.of(new Scenario(1514, 16, 1), new Scenario(60, 4, 1_000_000)),
                Scenario.parse("1514/16/1,60/4/1000000"));
    }

    @Test
    void aScenarioNamedTwiceIsMeasuredOnce() {
        assertEquals(Scenario.quick(), Scenario.parse("quick,60/4/1,quick"));
    }

    @Test
    void allAreTheGridAndTheTablesThatGrow() {
        List<Scenario> all = Scenario.parse("all");
        assertEquals(6 * 5 + 3, all.stream().distinct().count());
        assertTrue(all.contains(new Scenario(1020, 8, 1)), all::toString);
        assertTrue(all.contains(new Scenario(60, 4, 1_000_000)), all::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "60/4", "60/4/1/1", "59/4/1", "1515/4/1", "60/0/1", "60/32/1", "60/4/0", "60/4/1000001"})
    void whatIsNoScenarioIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Scenario.parse(text));
    }

    @Test
    void aScenarioReadsAsItIsWritten() {
        assertEquals(List.of(new Scenario(252, 2, 30)), Scenario.parse(new Scenario(252, 2, 30).toString()));
    }
}
