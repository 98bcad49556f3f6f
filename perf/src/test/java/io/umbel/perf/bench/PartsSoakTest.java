package io.umbel.perf.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each benchmark of the parts, for a moment: that it runs, not how fast. */
@Tag("soak")
@Tag("process")
class PartsSoakTest {
    @ParameterizedTest
    @EnumSource(Part.class)
    void aPartCanBeMeasured(Part part) throws Exception {
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include("^" + part.benchmark().getName() + "\\.")
                        .forks(1)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(100))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();

        assertEquals(
                Arrays.stream(part.benchmark().getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(method -> part.benchmark().getSimpleName() + "." + method.getName())
                        .collect(Collectors.toSet()),
                runs.stream().map(run -> PartResult.of(run).name()).collect(Collectors.toSet()));
        runs.forEach(run -> assertTrue(PartResult.of(run).nanos() > 0, run::toString));
    }
}
