package io.umbel.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(60)
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("umbel_[a-z_]+");

    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    @Test
    void everyMetricOfTheDashboardIsServed() throws IOException {
        String dashboard =
                Files.readString(Path.of(System.getProperty("umbel.home", "."), "docs", "grafana-dashboard.json"));
        Set<String> served = appliance.metricFamilies("/metrics");
        Set<String> shown = METRIC.matcher(dashboard)
                .results()
                .map(found -> found.group().replaceFirst("_bucket$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        shown.removeAll(served);
        assertEquals(Set.of(), shown);
    }
}
