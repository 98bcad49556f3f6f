package io.umbel.dpdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each test starts a process that finds a small library of ours in DPDK's place. */
class AbiCheckTest {
    private static final String ALLOWED = ", but Umbel's bindings are for DPDK 22.11 (ABI 23) and no other";

    @TempDir
    Path libraries;

    @Test
    void installedReleaseIsAccepted() throws Exception {
        assertEquals("lcore 1", startEal());
    }

    @Test
    void otherReleaseOfTheSameAbiIsRefused() throws Exception {
        install("librte_eal.so.23", "DPDK 22.07.0");
        assertEquals("found DPDK 22.07.0" + ALLOWED, startEal());
    }

    @Test
    void newerAbiIsRefusedByItsVersion() throws Exception {
        hideInstalled();
        install("librte_eal.so.26", "DPDK 25.11.1");
        assertEquals("found DPDK 25.11.1" + ALLOWED, startEal());
    }

    @Test
    void missingDpdkIsRefused() throws Exception {
        hideInstalled();
        assertEquals("no DPDK is installed" + ALLOWED, startEal());
    }

    @Test
    void everyPatchOfTheReleaseIsTheRelease() {
        assertTrue(DpdkLibrary.isRelease("DPDK 22.11.0"));
        assertTrue(DpdkLibrary.isRelease("DPDK 22.11.11"));
        assertFalse(DpdkLibrary.isRelease("DPDK 23.11.0"));
        assertFalse(DpdkLibrary.isRelease("DPDK 22.110.0"));
    }

    /** An unreadable library in front of the installed one. */
    private void hideInstalled() throws Exception {
        Files.createFile(libraries.resolve("librte_eal.so.23"));
    }

    private void install(String soname, String version) throws Exception {
        Path source = Files.writeString(
                libraries.resolve("version.c"), "const char *rte_version(void) { return \"" + version + "\"; }\n");
        Path library = libraries.resolve(soname);
        Command.output(List.of("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString()));
    }

    private String startEal() throws Exception {
        ProcessBuilder java = Command.java(StartEal.class);
        java.environment().put("LD_LIBRARY_PATH", libraries.toString());
        return Command.output(java);
    }
}
