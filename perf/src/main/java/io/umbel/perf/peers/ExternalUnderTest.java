package io.umbel.perf.peers;

import io.umbel.perf.rfc3918.DeviceUnderTest;
import java.util.List;
import java.util.Map;

/** A router that somebody else has set up and started, beyond the tester's network cards. What it forwards, hosts tell it by IGMP. */
final class ExternalUnderTest implements DeviceUnderTest {
    private final String name;
    private final String leaveSettings;

    /**
     * @param name what it is, as the report says it
     * @param leaveSettings its last-member settings, which only who has set it up can know
     */
    ExternalUnderTest(String name, String leaveSettings) {
        this.name = name;
        this.leaveSettings = leaveSettings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, String> description() {
        return Map.of(name, "beyond the tester's ports; last-member settings: " + leaveSettings);
    }

    @Override
    public String leaveSettings() {
        return leaveSettings;
    }

    @Override
    public void start(Mode mode, List<Route> routes) {
        // It runs.
    }

    @Override
    public void stop() {
        // It runs on.
    }
}
