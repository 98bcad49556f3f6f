package io.umbel.dataplane.contract;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Files of the shared directory that are not what they should be are refused, with one sentence, and never misread. */
class StampTest {
    /** Octets of a stamp before the number of the layout. */
    private static final int LAYOUT = 8;

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    /** Every mapped file, and who opens it. */
    enum Shared {
        TABLE("mfe-table") {
            @Override
            void open(SharedDirectory directory) {
                MfeTable.open(directory).close();
            }
        },
        CHANGES("mfe-changes") {
            @Override
            void open(SharedDirectory directory) {
                MfeChanges.subscribe(directory).close();
            }
        },
        COUNTERS("counters") {
            @Override
            void open(SharedDirectory directory) {
                CounterSnapshot.take(directory);
            }
        },
        MFE_COUNTERS("mfe-counters") {
            @Override
            void open(SharedDirectory directory) {
                MfeCounterFile.open(directory).close();
            }
        },
        UPCALLS("upcalls") {
            @Override
            void open(SharedDirectory directory) {
                Upcalls.open(directory).close();
            }
        },
        PUNTS("punts") {
            @Override
            void open(SharedDirectory directory) {
                Punts.openOrCreate(directory).close();
            }
        },
        INJECTIONS("injections") {
            @Override
            void open(SharedDirectory directory) {
                Injections.open(directory).close();
            }
        },
        DOORBELL("doorbell-data") {
            @Override
            void open(SharedDirectory directory) {
                Doorbell.open(directory, Plane.DATA);
            }
        };

        private final String kind;

        Shared(String kind) {
            this.kind = kind;
        }

        abstract void open(SharedDirectory directory);

        Path in(SharedDirectory directory) {
            return directory.path().resolve(kind + ".3");
        }
    }

    @BeforeEach
    void makeEveryFile() {
        SharedDirectory made = directory.get();
        MfeTable.createOrRecover(made, 1024).close();
        MfeChanges.publisher(made).close();
        DataPlaneCounters.create(made, List.of("west"), List.of("net_null0")).close();
        MfeCounterFile.create(made, 16).close();
        Upcalls.openOrCreate(made).close();
        Punts.openOrCreate(made).close();
        Injections.openOrCreate(made).close();
    }

    @ParameterizedTest
    @EnumSource
    void fileWithoutTheMagicIsRefused(Shared shared) throws IOException {
        overwrite(shared, 0, (byte) 'X');
        assertRefused(shared, "begins with 58 4d 42 45 4c 00 00 00");
    }

    @ParameterizedTest
    @EnumSource
    void fileOfAnOlderLayoutIsRefused(Shared shared) throws IOException {
        overwrite(shared, LAYOUT, (byte) 1);
        assertRefused(shared, "has layout 1");
    }

    @ParameterizedTest
    @EnumSource
    void truncatedFileIsRefused(Shared shared) throws IOException {
        truncate(shared, 100);
        assertRefused(shared, "has 100 octets and is stamped as one of ");
    }

    @ParameterizedTest
    @EnumSource
    void emptyFileIsRefused(Shared shared) throws IOException {
        truncate(shared, 0);
        assertRefused(shared, "has 0 octets");
    }

    @ParameterizedTest
    @EnumSource
    void fileInThePlaceOfAnotherIsRefused(Shared shared) throws IOException {
        Shared other = shared == Shared.UPCALLS ? Shared.INJECTIONS : Shared.UPCALLS;
        Files.delete(shared.in(directory.get()));
        Files.copy(other.in(directory.get()), shared.in(directory.get()));
        assertRefused(shared, "is stamped '" + other.kind + "'");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PUNTS") // The test's opener of these makes what is missing.
    void directoryOfAnotherLayoutIsRefused(Shared shared) throws IOException {
        Path file = shared.in(directory.get());
        Files.move(file, file.resolveSibling(shared.kind + ".1"));
        String refusal = refusal(() -> shared.open(directory.get()));
        Files.delete(file.resolveSibling(shared.kind + ".1"));
        assertEquals(
                "the file " + file + " does not exist, but " + shared.kind + ".1 does, of another layout; allowed is "
                        + "layout 3: stop both planes, remove the directory, and start both of one release, "
                        + "the control plane first",
                refusal);
    }

    @Test
    void refusalSaysWhatIsAllowedAndWhatToDo() throws IOException {
        overwrite(Shared.UPCALLS, LAYOUT, (byte) 7);
        Path file = Shared.UPCALLS.in(directory.get());
        assertEquals(
                "the file " + file + " has layout 7; allowed is the stamp UMBEL 'upcalls' of layout 3 and "
                        + Files.size(file)
                        + " octets: stop both planes, remove the file, and start both of one release, "
                        + "the control plane first",
                refusal(() -> Upcalls.open(directory.get())));
    }

    @Test
    void truncatedGenerationOfTheTableIsRefused() throws IOException {
        Path generation = directory.get().path().resolve("mfe-table.3.1");
        try (RandomAccessFile file = new RandomAccessFile(generation.toFile(), "rw")) {
            file.setLength(4096);
        }
        String refusal = refusal(() -> MfeTable.open(directory.get()));
        assertTrue(refusal.startsWith("the table " + generation + " does not exist or is shorter than the "), refusal);
    }

    private void overwrite(Shared shared, int offset, byte value) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(shared.in(directory.get()).toFile(), "rw")) {
            file.seek(offset);
            file.write(value);
        }
    }

    private void truncate(Shared shared, int length) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(shared.in(directory.get()).toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private void assertRefused(Shared shared, String found) {
        String refusal = refusal(() -> shared.open(directory.get()));
        String begin = "the file " + shared.in(directory.get()) + " " + found;
        assertTrue(refusal.startsWith(begin), refusal);
    }

    private static String refusal(Executable opening) {
        return Objects.requireNonNull(
                assertThrows(IllegalStateException.class, opening).getMessage());
    }
}
