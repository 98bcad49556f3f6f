package io.umbel.perf.bench;

import java.util.concurrent.Callable;
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
        Scenario scenario = options.scenarioOr(new Scenario(60, 4, 1));
        WorkersResult result = options.measure((ceiling, process, progress) ->
                new WorkersBench(ComparisonOptions.home(), plan, scenario, ceiling, process).run(progress));
        output.print(result, result.text());
        return ExitCode.OK;
    }
}
