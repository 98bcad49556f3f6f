package io.umbel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CompletionCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final CommandLineSession session = new CommandLineSession();

    @ParameterizedTest
    @CsvSource({
        "umbel conf, config",
        "umbel config ch, check",
        "umbel run --pla, --plane",
        "umbel run --plane c, control"
    })
    void bashCompletesCommandsOptionsAndValues(String typed, String completed)
            throws IOException, InterruptedException {
        assertEquals(0, session.umbel("completion", "bash"));
        assertEquals(Set.of(completed), completedByBash(session.out(), typed));
    }

    @Test
    void zshIsToldWhatTheScriptIsFor() {
        assertEquals(0, session.umbel("completion", "zsh"));
        assertTrue(session.out().startsWith("#compdef umbel\n"), session::out);
    }

    @Test
    void anotherShellIsRefusedWithThoseThatAreKnown() {
        assertEquals(2, session.umbel("completion", "fish"));
        assertTrue(session.err().contains("[bash, zsh]"), session::err);
    }

    /** What a real bash that has read the script offers when the last word of the line is to be completed. */
    private Set<String> completedByBash(String script, String line) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("umbel.bash"), script);
        Process bash = new ProcessBuilder(
                        "bash",
                        "--norc",
                        "-c",
                        ". \"$1\"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_umbel; "
                                + "printf '%s\\n' \"${COMPREPLY[@]}\"",
                        "bash",
                        file.toString(),
                        line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor());
        return Set.copyOf(offered.lines().toList());
    }
}
