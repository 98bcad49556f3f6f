package io.umbel.config;

import io.umbel.remote.RemoteLimits;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the control plane runs.
 *
 * @param takeoverGrace how long forwarding entries of an earlier control plane stay without anybody who wants them.
 * @param remoteClients how far remote protocol clients are waited for.
 * @param remotePort of loopback, where they are served; nowhere if there is none.
 */
public record ControlPlaneConfig(Duration takeoverGrace, RemoteLimits remoteClients, OptionalInt remotePort) {
    /** What holds when neither the file nor any interface says something else. */
    public static final ControlPlaneConfig DEFAULT =
            new ControlPlaneConfig(Duration.ofSeconds(12), RemoteLimits.DEFAULT, OptionalInt.empty());
}
