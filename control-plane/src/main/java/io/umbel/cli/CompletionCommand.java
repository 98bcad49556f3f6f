package io.umbel.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbel completion}: the script by which a shell completes umbel's command line. */
@Command(
        name = "completion",
        header = "Prints the script by which a shell completes this command line.",
        description = {
            "",
            "For this shell only: source <(umbel completion bash), or the same with zsh. To keep it, write it to "
                    + "/usr/share/bash-completion/completions/umbel or to _umbel in a directory of zsh's fpath."
        })
final class CompletionCommand implements Subcommand {
    /** The shells that are known. */
    enum Shell {
        bash,
        zsh
    }

    /** zsh reads bash's script by its own bashcompinit; as an autoloaded function, the script has to answer at once. */
    private static final String ZSH_FIRST = "#compdef umbel\n";

    private static final String ZSH_LAST =
            "\n[[ ${funcstack[1]} != _umbel ]] || _bash_complete -o default -F _complete_umbel\n";

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine umbel = spec.root().commandLine();
        String script = AutoComplete.bash(umbel.getCommandName(), umbel);
        spec.commandLine()
                .getOut()
                .print(
                        switch (shell) {
                            case bash -> script;
                            case zsh -> ZSH_FIRST + script + ZSH_LAST;
                        });
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
