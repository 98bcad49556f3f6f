package io.umbel.perf.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code umbel bench entries}: what a large table costs. */
@Command(
        name = "entries",
        header = "Measures what many entries cost, beside one.",
        description = {
            "",
            "Measures one entry and many in turn, a tenth of a second each, and between them one entry with as many frames: "
                    + "net_pcap keeps each frame of its capture in a packet buffer, and with a million frames it waits for "
                    + "memory itself. Then the same of the fastest C loop for the same job. The many are a million entries, "
                    + "if --scenarios doesn't say otherwise, and need 5.6 GiB of huge pages."
        })
final class EntriesCommand implements Callable<Integer> {
    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Override
    public Integer call() throws Exception {
        Comparison.Plan plan = options.plan();
        Scenario scenario = options.scenarioOr(new Scenario(60, 4, Streams.MAX));
        EntriesResult result = options.measure((ceiling, process, progress) ->
                new EntriesBench(ComparisonOptions.home(), plan, scenario, ceiling, process).run(progress));
        output.print(result, result.text());
        return ExitCode.OK;
    }
}
