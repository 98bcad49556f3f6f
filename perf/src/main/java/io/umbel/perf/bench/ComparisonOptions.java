package io.umbel.perf.bench;

import io.umbel.perf.OptionRange;
import io.umbel.perf.lab.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What those commands have in common that compare ours with the ceiling. */
final class ComparisonOptions {
    private static final int MAX_RUNS = 1000;

    @Option(
            names = "--limit",
            paramLabel = "BINARY",
            description = "The ceiling, a program that takes the options of perf/limit/limit.c and does what it does. "
                    + "By default that one, which is built if need be.")
    private @Nullable Path limit;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each of the two is started in a scenario, 1 to " + MAX_RUNS
                    + " (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "Ours runs that long before it is measured, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Each is measured that long after a start, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--scenarios",
            paramLabel = "LIST",
            description = "quick, all, or OCTETS/BRANCHES/ENTRIES such as 60/4/1, with commas between them.")
    private @Nullable String scenarios;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Refuses numbers that are out of range. */
    Comparison.Plan plan() {
        requireRange("--pairs", pairs, 1, MAX_RUNS);
        requireRange("--warm-up", warmUp, 1, 600);
        requireRange("--seconds", seconds, 1, 600);
        return new Comparison.Plan(pairs, warmUp, seconds);
    }

    /** The scenarios that were named, or those. */
    List<Scenario> scenariosOr(List<Scenario> usual) {
        return scenarios == null ? usual : accept("--scenarios", scenarios, Scenario::parse);
    }

    /** The scenario that was named, or that. Refuses several. */
    Scenario scenarioOr(Scenario usual) {
        List<Scenario> chosen = scenariosOr(List.of(usual));
        if (chosen.size() != 1) {
            throw refuse("--scenarios names " + chosen.size() + "; allowed here is one");
        }
        return chosen.getFirst();
    }

    /** What is done with ours and the ceiling. */
    @FunctionalInterface
    interface Measurement<R> {
        R run(LimitProgram limit, MeasuredProcess process, Consumer<String> progress)
                throws IOException, InterruptedException;
    }

    /** What came of it with the ceiling that was named, or that of this house; progress is shown. Refuses a ceiling that isn't there. */
    <R> R measure(Measurement<R> measurement) throws IOException, InterruptedException {
        LimitProgram named = limit == null ? null : accept("--limit", limit, LimitProgram::new);
        Progress progress = Progress.onStandardError();
        try (MeasuredProcess process = new MeasuredProcess()) {
            LimitProgram program = named == null ? LimitProgram.ofThisHouse(home(), process) : named;
            return measurement.run(program, process, progress::show);
        } finally {
            progress.end("");
        }
    }

    /** What came of the scenarios. */
    List<ScenarioResult> compare(List<Scenario> usual) throws IOException, InterruptedException {
        return compare(scenariosOr(usual), plan());
    }

    /** What came of so many starts in a scenario. */
    ScenarioResult start(Scenario scenario, int starts) throws IOException, InterruptedException {
        Comparison.Plan plan = plan();
        return compare(List.of(scenario), new Comparison.Plan(starts, plan.warmUp(), plan.seconds()))
                .getFirst();
    }

    private List<ScenarioResult> compare(List<Scenario> chosen, Comparison.Plan plan)
            throws IOException, InterruptedException {
        return measure(
                (ceiling, process, progress) -> new Comparison(home(), ceiling, plan, process, progress).run(chosen));
    }

    static Path home() {
        return Path.of(System.getProperty("umbel.home", "."));
    }

    void requireRange(String option, int value, int least, int most) {
        OptionRange.require(spec, option, value, least, most);
    }

    ParameterException refuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private <T, R> R accept(String option, T given, Function<T, R> reader) {
        try {
            return reader.apply(given);
        } catch (IllegalArgumentException wrong) {
            throw refuse(option + " " + wrong.getMessage());
        }
    }
}
