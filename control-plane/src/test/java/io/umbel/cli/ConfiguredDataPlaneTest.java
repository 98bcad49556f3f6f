package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.dataplane.forward.HoldSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConfiguredDataPlaneTest {
    private static final String INTERFACES = "interfaces: [{ name: west, device: net_null0, address: 10.0.1.1/24 }]\n";

    @TempDir
    Path directory;

    @Test
    void withoutASettingPacketsAreHeldAsTheDataPlaneHoldsThemByDefault() throws IOException {
        assertEquals(HoldSettings.DEFAULT, hold(""));
    }

    @Test
    void packetsAreHeldAsTheConfigurationSays() throws IOException {
        assertEquals(
                new HoldSettings(1, 2, 32, Duration.ofMillis(4), Duration.ofMillis(5)),
                hold(
                        "data-plane: { hold: { packets-a-stream: 1, packets: 2, streams: 32, time: 4ms, ask-again: 5ms } }\n"));
    }

    private HoldSettings hold(String dataPlane) throws IOException {
        Path file = Files.writeString(directory.resolve("umbel.yaml"), dataPlane + INTERFACES);
        return ConfiguredDataPlane.settings(ApplianceConfig.read(file)).hold();
    }
}
