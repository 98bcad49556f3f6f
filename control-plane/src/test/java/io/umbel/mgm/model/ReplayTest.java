package io.umbel.mgm.model;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The manager is deterministic: the log of a random run, replayed, is the same run. */
@Tag("model")
class ReplayTest {

    @Provide
    Arbitrary<int[]> programs() {
        return Programs.any();
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(TriesFromSystemProperty.class)
    void aReplayedLog_givesTheSameCallbacksCommandsAndMfes(@ForAll("programs") int[] program) {
        List<Operation> log = Programs.operations(program);

        RealManager first = run(log);
        RealManager second = run(log);

        assertEquals(first.trace, second.trace);
        assertEquals(first.forwarderCommands, second.forwarderCommands);
        assertEquals(first.mfes(), second.mfes());
    }

    private static RealManager run(List<Operation> log) {
        RealManager manager = new RealManager();
        log.forEach(operation -> operation.applyTo(manager));
        return manager;
    }
}
