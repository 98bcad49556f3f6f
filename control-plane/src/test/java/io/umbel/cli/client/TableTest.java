package io.umbel.cli.client;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TableTest {
    private final Table table = new Table("Source", "Output", ">Packets")
            .row("10.0.1.2", "east1, east2, east3", 1234)
            .row("10.0.1.203", "east1", 7);

    @Test
    void columnsAreAsWideAsWhatIsInThem_numbersToTheRight() {
        assertEquals(
                List.of(
                        "Source      Output               Packets",
                        "10.0.1.2    east1, east2, east3     1234",
                        "10.0.1.203  east1                      7"),
                table.lines(OptionalInt.empty()));
    }

    @Test
    void aNarrowTerminalCutsTheWidestCells_neverANumber() {
        assertEquals(
                List.of(
                        "Source      Output       Packets",
                        "10.0.1.2    east1, eas…     1234",
                        "10.0.1.203  east1              7"),
                table.lines(OptionalInt.of(32)));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 30, 40, 80})
    void noLineIsWiderThanTheTerminal(int columns) {
        List<String> lines = table.lines(OptionalInt.of(columns));
        assertTrue(lines.stream().allMatch(line -> line.length() <= columns), lines::toString);
    }

    @Test
    void aTerminalTooNarrowForAnythingStillGetsTheNumbers() {
        assertTrue(table.lines(OptionalInt.of(1)).get(1).endsWith("1234"));
    }

    @Test
    void aRowHasACellForEveryHeading() {
        assertThrows(IllegalArgumentException.class, () -> table.row("10.0.1.2"));
    }
}
