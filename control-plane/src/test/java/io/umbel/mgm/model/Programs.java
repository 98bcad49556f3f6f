package io.umbel.mgm.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/**
 * Random runs: the {@link Operation#HOUSEHOLD}, then up to hundreds of operations. Each is a number, so that a failure
 * shrinks.
 */
final class Programs {

    static final int MOST_OPERATIONS = 300;

    private Programs() {}

    static Arbitrary<int[]> any() {
        return Arbitraries.integers()
                .withDistribution(RandomDistribution.uniform())
                .array(int[].class)
                .ofMaxSize(MOST_OPERATIONS)
                .withSizeDistribution(RandomDistribution.biased());
    }

    static List<Operation> operations(int[] program) {
        return Stream.concat(
                        Operation.HOUSEHOLD.stream(), Arrays.stream(program).mapToObj(Operation::of))
                .toList();
    }
}
