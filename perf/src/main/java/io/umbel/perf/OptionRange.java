package io.umbel.perf;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The check of an option whose value is a number. */
public final class OptionRange {
    private OptionRange() {}

    /**
     * Refuses a value that is not allowed, in the same words for every command.
     *
     * @param option its name, dashes included
     * @throws ParameterException if the value is below {@code least} or above {@code most}
     */
    public static void require(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " is " + value + "; allowed is " + least + " to " + most);
        }
    }
}
