package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.DataPlaneConfig;
import io.umbel.config.StaticMroute;
import io.umbel.dataplane.contract.HeardChanges;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class ControlPlaneTest {
    private static final int SOURCE = Ipv4Address.parse("10.0.1.2");
    private static final int NEWS = Ipv4Address.parse("239.1.1.1");
    private static final int SPORT = Ipv4Address.parse("239.1.1.2");

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @Test
    void staticEntriesAreInTheTable() {
        try (ControlPlane controlPlane = start(100, mroute(NEWS, 2, 3), mroute(SPORT))) {
            assertNotNull(controlPlane);
            assertEquals(
                    Map.of(
                            Mfe.key(SOURCE, NEWS), entry(NEWS, 1, 100, 2, 3),
                            Mfe.key(SOURCE, SPORT), entry(SPORT, 2, 100)),
                    table());
        }
    }

    @Test
    void entriesStayWhenTheControlPlaneEnds() {
        start(100, mroute(NEWS, 2)).close();
        assertEquals(Map.of(Mfe.key(SOURCE, NEWS), entry(NEWS, 1, 100, 2)), table());
    }

    @Test
    void successorChangesOnlyWhatDiffers() {
        start(100, mroute(NEWS, 2), mroute(SPORT, 2)).close();
        start(200, mroute(NEWS, 2), mroute(SPORT, 2, 3)).close();
        assertEquals(
                Map.of(
                        Mfe.key(SOURCE, NEWS), entry(NEWS, 1, 100, 2),
                        Mfe.key(SOURCE, SPORT), entry(SPORT, 4, 100, 2, 3)),
                table());
    }

    @Test
    void successorRemovesWhatIsNoLongerConfigured() {
        start(100, mroute(NEWS, 2), mroute(SPORT, 2)).close();
        start(200, mroute(SPORT, 2)).close();
        assertEquals(Map.of(Mfe.key(SOURCE, SPORT), entry(SPORT, 2, 100, 2)), table());
    }

    @Test
    void dataPlaneThatWasThereHearsOfTheSuccessorAndItsChanges() {
        start(100, mroute(NEWS, 2), mroute(SPORT, 2)).close();
        try (MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
            HeardChanges.by(subscriber);
            start(200, mroute(SPORT, 3)).close();
            assertEquals(
                    List.of("lapped", "put " + Mfe.key(SOURCE, SPORT) + " 3", "remove " + Mfe.key(SOURCE, NEWS) + " 1"),
                    HeardChanges.by(subscriber));
        }
    }

    @Test
    void secondControlPlaneIsRefused() {
        try (ControlPlane first = start(100, mroute(NEWS, 2))) {
            assertNotNull(first);
            assertEquals(
                    "the shared directory " + directory.get().path()
                            + " has a control plane that is running; allowed is one, so stop that or use another shared-dir",
                    assertThrows(IllegalStateException.class, () -> start(200)).getMessage());
            assertTrue(table().containsKey(Mfe.key(SOURCE, NEWS)));
        }
    }

    private ControlPlane start(long epochMs, StaticMroute... mroutes) {
        return ControlPlane.start(
                new ApplianceConfig(directory.get(), DataPlaneConfig.DEFAULT, List.of(), List.of(mroutes)),
                InstantSource.fixed(Instant.ofEpochMilli(epochMs)),
                Duration.ofHours(1));
    }

    private static StaticMroute mroute(int group, Integer... oifs) {
        return new StaticMroute(SOURCE, group, 1, List.of(oifs));
    }

    private static Mfe entry(int group, long version, long created, int... oifs) {
        return Mfe.builder(SOURCE, group)
                .iif(1)
                .oifs(oifs)
                .flags(Mfe.STATIC)
                .counters(group == NEWS ? 0 : 1)
                .version(version)
                .created(created)
                .build();
    }

    private Map<Long, Mfe> table() {
        Map<Long, Mfe> entries = new HashMap<>();
        try (MfeTable table = MfeTable.open(directory.get())) {
            table.forEach(mfe -> entries.put(mfe.key(), mfe));
        }
        return entries;
    }
}
