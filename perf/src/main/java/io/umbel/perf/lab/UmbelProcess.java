package io.umbel.perf.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of this program. */
public final class UmbelProcess {
    private UmbelProcess() {}

    /**
     * The command of a JVM like this one, with the same classes.
     *
     * @param home Umbel's directory
     * @param arguments those of {@code umbel}
     */
    public static List<String> command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@" + home.resolve("jvm.flags"),
                "-Dumbel.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "io.umbel.cli.Umbel"));
        command.addAll(List.of(arguments));
        return command;
    }
}
