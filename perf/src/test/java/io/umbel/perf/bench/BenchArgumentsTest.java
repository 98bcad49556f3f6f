package io.umbel.perf.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the benchmarks refuse, before they measure anything. */
class BenchArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicate --frame 59 | --frame is 59; allowed is 60 to 1514",
                "replicate --branches 32 | --branches is 32; allowed is 1 to 31",
                "replicate --workers 9 | --workers is 9; allowed is 1 to 8",
                "replicate --workers 2 --branches 31 | --branches is 31; allowed is 1 to 30",
                "replicate --entries 1000001 | --entries is 1000001; allowed is 1 to 1000000",
                "compare --pairs 0 | --pairs is 0; allowed is 1 to 1000",
                "compare --seconds 0 | --seconds is 0; allowed is 1 to 600",
                "compare --warm-up 601 | --warm-up is 601; allowed is 1 to 600",
                "compare --limit /nowhere | --limit is /nowhere, which is not a program that can be run",
                "compare --json /nowhere/x | --json is /nowhere/x, which cannot be written",
                "compare --cold-starts 0 | --cold-starts is 0; allowed is 1 to 1000",
                "compare --cold-starts 2 --scenarios quick "
                        + "| --scenarios names 6; allowed with --cold-starts is one",
                "changes --rate 0 | --rate is 0; allowed is 1 to 10000000",
                "changes --entries 99 | --entries is 99; allowed is 100 to 50000",
                "changes --branches 9 | --branches is 9; allowed is 1 to 8",
                "replicate --entries 300 --frames 299 | --frames is 299; allowed is 300 to 1000000",
                "entries --scenarios quick | --scenarios names 6; allowed here is one",
                "workers --scenarios quick | --scenarios names 6; allowed here is one",
                "start --load 101 | --load is 101; allowed is 1 to 100",
                "start --rounds 0 | --rounds is 0; allowed is 1 to 1000",
                "soak --minutes 0 | --minutes is 0; allowed is 1 to 10000",
                "soak --workers 3 | --workers is 3; allowed is 1 to 2",
                "gate --least 0 | --least is 0.0; allowed is above 0, at most 2",
                "gate --least NaN | --least is NaN; allowed is above 0, at most 2",
            })
    void aWrongArgumentIsRefusedInOneSentence(String arguments, String sentence) {
        assertEquals(sentence, refusal(arguments.split(" ")));
    }

    @Test
    void aScenarioThatIsNoneIsRefusedWithWhatIsAllowed() {
        assertEquals(
                "--scenarios has \"60x4\"; allowed are quick, all, and OCTETS/BRANCHES/ENTRIES from 60/1/1 to "
                        + "1514/31/1000000, with commas between them",
                refusal("gate", "--scenarios", "60/4/1,60x4"));
    }

    private static String refusal(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand());
        int status = command.setParameterExceptionHandler((refused, _) -> {
                    said.write(String.valueOf(refused.getMessage()));
                    return CommandLine.ExitCode.USAGE;
                })
                .setErr(new PrintWriter(said))
                .execute(arguments);
        assertEquals(CommandLine.ExitCode.USAGE, status, said::toString);
        return said.toString();
    }
}
