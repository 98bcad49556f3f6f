package io.umbel.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class UmbelTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine umbel = new Umbel()
            .commandLine()
            .addSubcommand(new Failing())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void helpNamesEveryCommand() {
        assertEquals(0, umbel.execute("--help"));
        for (String command : new String[] {"run", "replay", "config", "test", "package", "completion", "manual"}) {
            assertTrue(out.toString().lines().anyMatch(line -> line.startsWith("  " + command + " ")), out::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "replay", "config", "test", "package", "completion", "manual"})
    void everyCommandHasHelp(String command) {
        assertEquals(0, umbel.execute(command, "--help"));
        assertTrue(out.toString().contains("Usage: umbel " + command), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void noCommandIsAWrongUse() {
        assertEquals(2, umbel.execute());
        assertTrue(err.toString().contains("Usage: umbel"), err::toString);
    }

    @Test
    void anUnknownCommandIsRefusedInASentence() {
        assertEquals(2, umbel.execute("fly"));
        assertTrue(err.toString().startsWith("umbel: Unmatched argument at index 0: 'fly'"), err::toString);
        assertTrue(err.toString().endsWith("umbel: see umbel --help\n"), err::toString);
    }

    @Test
    void aMissingOptionIsRefusedWithWhereToLook() {
        assertEquals(2, umbel.execute("run"));
        assertEquals("""
                umbel: Missing required option: '--config=FILE'
                umbel: see umbel run --help
                """, err.toString());
    }

    @Test
    void aFailureIsOneSentence() {
        assertEquals(1, umbel.execute("fail"));
        assertEquals("umbel: the bridge is up\n", err.toString());
    }

    @Test
    void verboseSaysWhereAFailureArose() {
        assertEquals(1, umbel.execute("fail", "-v"));
        assertTrue(err.toString().contains("at io.umbel.cli.UmbelTest$Failing.call"), err::toString);
    }

    @Test
    void testsAreTheLaunchers() {
        assertEquals(2, umbel.execute("test"));
        assertTrue(err.toString().contains("./umbel test"), err::toString);
    }

    @Test
    void packagesAreTheLaunchers() {
        assertEquals(2, umbel.execute("package"));
        assertTrue(err.toString().contains("./umbel package --out dist"), err::toString);
    }

    @Command(name = "fail")
    private static final class Failing implements Subcommand {
        @Override
        public Integer call() {
            throw new IllegalStateException("the bridge is up");
        }
    }
}
