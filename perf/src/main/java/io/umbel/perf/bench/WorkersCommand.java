package io.umbel.perf.bench;

import io.umbel.perf.lab.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code umbel bench workers}: what a second worker brings on this machine. */
@Command(
        name = "workers",
        header = "Measures what a second worker brings, beside what the machine gives a second process.",
        description = {
            "",
            "Measures one worker and two workers in turn, a tenth of a second each, and then one process of the fastest C "
                    + "loop for the same job and two of them at once. Each worker has a receiving device of its own. Two "
                    + "virtual processors may be two threads of one core: what two C loops gain, which share nothing but "
                    + "the machine, is what there is to gain."
        })
final class WorkersCommand implements Callable<Integer> {
    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Override
    public Integer call() throws Exception {
        Comparison.Plan plan = options.plan();
        List<Scenario> scenarios = options.scenariosOr(List.of(new Scenario(60, 4, 1)));
        if (scenarios.size() != 1) {
            throw options.refuse("--scenarios names " + scenarios.size() + "; allowed here is one");
        }
        WorkersResult result = measure(plan, scenarios.getFirst(), options.namedLimit());
        output.print(result, result.text());
        return ExitCode.OK;
    }

    private static WorkersResult measure(Comparison.Plan plan, Scenario scenario, @Nullable LimitProgram named)
            throws IOException, InterruptedException {
        Progress progress = Progress.onStandardError();
        try (MeasuredProcess process = new MeasuredProcess()) {
            LimitProgram limit = named == null ? LimitProgram.ofThisHouse(ComparisonOptions.home(), process) : named;
            return new WorkersBench(ComparisonOptions.home(), plan, scenario, limit, process).run(progress::show);
        } finally {
            progress.end("");
        }
    }
}
