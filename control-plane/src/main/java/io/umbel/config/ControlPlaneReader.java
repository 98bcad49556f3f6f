package io.umbel.config;

import io.umbel.igmp.IgmpConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The {@code control-plane} of a configuration file, whose interfaces have been read. */
final class ControlPlaneReader {
    private static final int MAX_GRACE_MS = 3_600_000;

    /** For queries and reports on their way, when hosts take all the time they may. */
    private static final long ALLOWANCE_MS = 2_000;

    private ControlPlaneReader() {}

    static ControlPlaneConfig read(Optional<YamlField> field, List<InterfaceConfig> interfaces) {
        long graceMs = field.map(whole -> whole.section("takeover-grace"))
                .flatMap(section -> section.optional("takeover-grace"))
                .map(grace -> grace.milliseconds(0, MAX_GRACE_MS))
                .orElse(graceMs(interfaces));
        return new ControlPlaneConfig(Duration.ofMillis(graceMs));
    }

    /** All hosts have had the time to answer the first general query (RFC 3376 section 8.3). */
    private static long graceMs(List<InterfaceConfig> interfaces) {
        return interfaces.stream()
                        .flatMap(each -> each.igmp().stream())
                        .mapToLong(igmp -> igmp.timers().queryMaxResponseTimeMs())
                        .max()
                        .orElse(IgmpConfig.DEFAULTS.timers().queryMaxResponseTimeMs())
                + ALLOWANCE_MS;
    }
}
