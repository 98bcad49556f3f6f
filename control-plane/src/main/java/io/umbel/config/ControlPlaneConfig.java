package io.umbel.config;

import java.time.Duration;

/**
 * How the control plane runs.
 *
 * @param takeoverGrace how long forwarding entries of an earlier control plane stay without anybody who wants them.
 */
public record ControlPlaneConfig(Duration takeoverGrace) {
    /** What holds when neither the file nor any interface says something else. */
    public static final ControlPlaneConfig DEFAULT = new ControlPlaneConfig(Duration.ofSeconds(12));
}
