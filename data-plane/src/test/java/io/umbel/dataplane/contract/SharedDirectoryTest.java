package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class SharedDirectoryTest {
    @TempDir
    private Path temporary;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = temporary.resolve("new/shared");
    }

    @Test
    void isMadeForItsOwnerOnly() throws IOException {
        new SharedDirectory(path).create();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void makingItAgainKeepsWhatIsInIt() throws IOException {
        new SharedDirectory(path).create();
        Files.createFile(path.resolve("kept"));
        new SharedDirectory(path).create();
        assertTrue(Files.exists(path.resolve("kept")));
    }

    @Test
    void fileInItsPlaceIsRefused() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createFile(path);
        assertRefused(
                "is not a directory; allowed is a directory of mode 0700 that belongs to the user who runs Umbel");
    }

    @Test
    void symbolicLinkInItsPlaceIsRefused() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, temporary);
        assertRefused(
                "is not a directory; allowed is a directory of mode 0700 that belongs to the user who runs Umbel");
    }

    @Test
    void directoryThatOthersMayEnterIsRefused() throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        assertRefused("has permissions rwxr-x---; allowed is rwx------ (mode 0700)");
    }

    @Test
    void removalTakesAwayEveryFileAndTheDirectory() {
        SharedDirectory directory = new SharedDirectory(path).create();
        MfeTable.createOrRecover(directory, 1).close();
        MfeTable.createOrRecover(directory, 1).close();
        MfeChanges.publisher(directory).close();
        DataPlaneCounters.create(directory, List.of("west"), List.of("net_null0"))
                .close();
        directory.remove();
        assertFalse(Files.exists(path));
    }

    @Test
    void removalKeepsTheFilesOfOthers() throws IOException {
        SharedDirectory directory = new SharedDirectory(path).create();
        Files.createFile(path.resolve("other"));
        directory.remove();
        assertTrue(Files.exists(path.resolve("other")));
    }

    @Test
    void removalOfWhatIsNotThereDoesNothing() {
        new SharedDirectory(path).remove();
    }

    private void assertRefused(String end) {
        assertEquals(
                "the shared directory " + path + " " + end,
                assertThrows(IllegalStateException.class, () -> new SharedDirectory(path).create())
                        .getMessage());
    }
}
