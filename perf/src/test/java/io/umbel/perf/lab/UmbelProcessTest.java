package io.umbel.perf.lab;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class UmbelProcessTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"run --config a.yaml", "run --plane data --config a.yaml", "bench replicate", "run --plane"})
    void aProcessWithADataPlaneHasItsCollector(String arguments) {
        assertEquals("@/home/of/umbel/data-plane.flags", command(arguments).split(" ", 4)[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --plane control --config a.yaml", "run --config a.yaml --plane=control"})
    void aControlPlaneAloneHasTheDefault(String arguments) {
        assertFalse(command(arguments).contains("data-plane.flags"));
    }

    @Test
    void allHaveTheFlagsOfThePacketLoop() {
        assertEquals("@/home/of/umbel/jvm.flags", command("run --plane control").split(" ", 3)[1]);
    }

    private static String command(String arguments) {
        return String.join(" ", UmbelProcess.command(Path.of("/home/of/umbel"), arguments.split(" ")));
    }
}
