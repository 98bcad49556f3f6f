package io.umbel.config;

import io.umbel.igmp.IgmpConfig;
import io.umbel.remote.RemoteLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The {@code control-plane} of a configuration file, whose interfaces have been read. */
final class ControlPlaneReader {
    private static final int MAX_GRACE_MS = 3_600_000;
    private static final int MIN_REMOTE_GRACE_MS = 100;
    private static final int MAX_DEADLINE_MS = 10_000;
    private static final int MAX_PORT = 65_535;

    /** For queries and reports on their way, when hosts take all the time they may. */
    private static final long ALLOWANCE_MS = 2_000;

    private ControlPlaneReader() {}

    static ControlPlaneConfig read(Optional<YamlField> field, List<InterfaceConfig> interfaces) {
        Optional<YamlSection> section = field.map(whole -> whole.section("takeover-grace", "remote-clients"));
        long graceMs = section.flatMap(keys -> keys.optional("takeover-grace"))
                .map(grace -> grace.milliseconds(0, MAX_GRACE_MS))
                .orElse(graceMs(interfaces));
        Optional<YamlSection> remoteClients = section.flatMap(keys -> keys.optional("remote-clients"))
                .map(clients -> clients.section("port", "answer-deadline", "grace"));
        return new ControlPlaneConfig(
                Duration.ofMillis(graceMs),
                remoteClients.map(ControlPlaneReader::remoteClients).orElse(RemoteLimits.DEFAULT),
                remoteClients.map(ControlPlaneReader::port).orElse(OptionalInt.empty()));
    }

    private static OptionalInt port(YamlSection section) {
        return section.optional("port")
                .map(port -> OptionalInt.of(port.integer(1, MAX_PORT)))
                .orElse(OptionalInt.empty());
    }

    private static RemoteLimits remoteClients(YamlSection section) {
        RemoteLimits byDefault = RemoteLimits.DEFAULT;
        long deadlineMs = section.milliseconds(
                "answer-deadline",
                1,
                MAX_DEADLINE_MS,
                byDefault.answerDeadline().toMillis());
        long graceMs = section.milliseconds(
                "grace", MIN_REMOTE_GRACE_MS, MAX_GRACE_MS, byDefault.grace().toMillis());
        return new RemoteLimits(Duration.ofMillis(deadlineMs), Duration.ofMillis(graceMs), byDefault.openQuestions());
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
