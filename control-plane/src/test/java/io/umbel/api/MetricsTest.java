package io.umbel.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class MetricsTest {
    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    @Test
    void everySampleIsOfAFamilyThatWasIntroduced() {
        String family = "";
        for (String line : metrics("")) {
            if (line.startsWith("# TYPE ")) {
                family = line.replaceAll("^# TYPE | [a-z]+$", "");
            } else if (!line.startsWith("#")) {
                assertTrue(line.matches(family + "(_bucket|_sum|_count)?(\\{.*})? [0-9.E-]+"), family + ": " + line);
            }
        }
    }

    @Test
    void everyFamilyHasItsRowInTheGuide() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("umbel.home"), "docs/api.md"));
        assertEquals(
                List.of(),
                appliance.metricFamilies("/metrics?streams=true").stream()
                        .map(family -> "`" + family + "`")
                        .filter(family ->
                                guide.lines().noneMatch(row -> row.startsWith("| `umbel_") && row.contains(family)))
                        .toList());
    }

    @Test
    void entriesAreCounted() {
        assertTrue(metrics("").contains("umbel_mfes 3"));
    }

    @Test
    void everyInterfaceHasItsSample() {
        assertTrue(metrics("").contains("umbel_interface_receive_packets_total{interface=\"east1\"} 0"));
    }

    @Test
    void streamsAreThereOnRequestOnly() {
        String sample = "umbel_mfe_packets_total{group=\"239.1.1.1\",source=\"10.0.1.2\",iif=\"west\"} 0";
        assertFalse(metrics("").contains(sample));
        assertTrue(metrics("?streams=true").contains(sample));
    }

    @Test
    void bucketsOfUpcallsAddUp() {
        List<String> metrics = metrics("");
        assertEquals(
                value(metrics, "umbel_upcall_duration_seconds_count"),
                value(metrics, "umbel_upcall_duration_seconds_bucket{le=\"+Inf\"}"));
    }

    private static String value(List<String> metrics, String name) {
        return metrics.stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    private List<String> metrics(String query) {
        return appliance.get("/metrics" + query).body().lines().toList();
    }
}
