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
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("@" + home.resolve("jvm.flags"));
        if (!isControlPlane(List.of(arguments))) {
            command.add("@" + home.resolve("data-plane.flags"));
        }
        command.add("-Dumbel.home=" + home);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.umbel.cli.Umbel"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Whether it is a control plane without a data plane, as the launchers see it too. */
    private static boolean isControlPlane(List<String> arguments) {
        int value = arguments.indexOf("--plane") + 1;
        return (value > 0 && value < arguments.size() && arguments.get(value).equals("control"))
                || arguments.contains("--plane=control");
    }
}
