package io.umbel.mgm.model;

import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.Mfe;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The manager against the naive model: after every operation of a random run the same callbacks and answers, MFEs,
 * entries and owners; and the packet path has what the readers see. {@code -Dumbel.model.tries=N} sets how many runs.
 */
@Tag("model")
class ManagerModelTest {

    @Provide
    Arbitrary<int[]> programs() {
        return Programs.any();
    }

    @Property(tries = 100_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(TriesFromSystemProperty.class)
    void aRandomRun_goesAsInTheModel(@ForAll("programs") int[] program) {
        RealManager real = new RealManager();
        NaiveManager model = new NaiveManager();
        List<Operation> done = new ArrayList<>();

        for (Operation operation : Programs.operations(program)) {
            done.add(operation);
            operation.applyTo(real);
            operation.applyTo(model);

            same("callbacks and answers", model.trace, real.trace, done);
            List<Mfe> mfes = real.mfes();
            same("MFEs", model.mfes(), mfes, done);
            same("entries", model.groups(), real.groups(), done);
            if (operation instanceof Operation.Take || operation instanceof Operation.Release) {
                same("owners", model.owners(), real.owners(), done);
            }
            same(
                    "installed entries",
                    mfes.stream().map(ManagerModelTest::installed).toList(),
                    real.installed(),
                    done);
            real.trace.clear();
            model.trace.clear();
        }
    }

    private static ForwardingEntry installed(Mfe mfe) {
        return new ForwardingEntry(mfe.key(), mfe.incoming(), mfe.upstreamNeighbor(), mfe.outgoing());
    }

    private static void same(String what, Object expected, Object actual, List<Operation> after) {
        assertEquals(
                expected,
                actual,
                () -> what + " after\n  "
                        + String.join(
                                "\n  ", after.stream().map(Operation::toString).toList()) + "\n");
    }
}
