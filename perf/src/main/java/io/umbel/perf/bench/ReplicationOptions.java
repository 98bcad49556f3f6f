package io.umbel.perf.bench;

import io.umbel.perf.OptionRange;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What those commands have in common that replicate frames of one length to so many branches. */
final class ReplicationOptions {
    @Option(
            names = "--frame",
            paramLabel = "OCTETS",
            defaultValue = "60",
            description = "Length of each frame, 60 to 1514 (default: ${DEFAULT-VALUE}).")
    private int frame;

    @Option(
            names = "--branches",
            paramLabel = "N",
            defaultValue = "4",
            description = "Replicas of each frame, 1 to " + Scenario.MAX_BRANCHES + " (default: ${DEFAULT-VALUE}).")
    private int branches;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Octets of each frame. Refuses a length that is out of range. */
    int frame() {
        OptionRange.require(spec, "--frame", frame, Scenario.MIN_FRAME, Scenario.MAX_FRAME);
        return frame;
    }

    /** Replicas of each frame. Refuses more than that, and none. */
    int branches(int most) {
        OptionRange.require(spec, "--branches", branches, 1, most);
        return branches;
    }
}
