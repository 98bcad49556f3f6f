package io.umbel.dataplane.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of mapped files that control plane and data plane share. It belongs to the user they run as and nobody
 * else may enter it (mode 0700), because whoever can write these files decides where datagrams go.
 *
 * <p>The names of mapped files end in the number of their layout, and each begins with a {@link Stamp}: a process of another
 * release refuses what it would misread.
 *
 * @param path where it is; it need not exist yet.
 */
public record SharedDirectory(Path path) {
    /** Where it is unless the configuration says otherwise: in memory, so that nothing waits for a disk. */
    public static final Path DEFAULT_PATH = Path.of("/dev/shm/umbel");

    /** The number of the layout of the files; any change of what is in them changes it. */
    public static final int LAYOUT = 3;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Which Chronicle Map, beside this file, has the forwarding entries. Written by the control plane. */
    public Path mfeTable() {
        return file("mfe-table");
    }

    /** The change feed: an Agrona broadcast buffer. Written by the control plane. */
    public Path mfeChanges() {
        return file("mfe-changes");
    }

    /** The counters: Agrona's counters. Written by the data plane. */
    public Path counters() {
        return file("counters");
    }

    /** What was counted for each entry. Written by the data plane. */
    public Path mfeCounters() {
        return file("mfe-counters");
    }

    /** What the data plane asks: a ring. Written by the data plane. */
    public Path upcalls() {
        return file("upcalls");
    }

    /** Frames for the control plane: a ring. Written by the data plane. */
    public Path punts() {
        return file("punts");
    }

    /** Datagrams to send: a ring. Written by the control plane. */
    public Path injections() {
        return file("injections");
    }

    /** A plane's sign of life. Written by that plane. */
    public Path heartbeat(Plane plane) {
        return file("heartbeat-" + plane.name().toLowerCase(Locale.ROOT));
    }

    /** Wakes a plane's thread. Written by both planes. */
    public Path doorbell(Plane plane) {
        return file("doorbell-" + plane.name().toLowerCase(Locale.ROOT));
    }

    /** The socket on which operators reach the control plane. Listened on by the control plane. */
    public Path apiSocket() {
        return path.resolve("api.sock");
    }

    private Path file(String name) {
        return path.resolve(name + "." + LAYOUT);
    }

    /** Empty; locked by the control plane as long as it runs. */
    public Path controlPlaneLock() {
        return path.resolve("control-plane.lock");
    }

    /**
     * Makes the directory if it is missing, and its parents. Several processes may call this at once.
     *
     * @throws IllegalStateException with one sentence, if there is something else in its place, or if others could enter.
     */
    public SharedDirectory create() {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException alreadyThere) {
            // Another start made it, or is making it: what counts is that it passes the check.
        } catch (IOException e) {
            throw new UncheckedIOException("the shared directory " + path + " cannot be created: " + e.getMessage(), e);
        }
        check();
        return this;
    }

    /**
     * Checks that the directory is there and is nobody else's.
     *
     * @throws IllegalStateException with one sentence, if it is not.
     */
    public void check() {
        PosixFileAttributes found = attributes();
        if (!found.isDirectory()) {
            throw refused("is not a directory", "a directory of mode 0700 that belongs to the user who runs Umbel");
        }
        String user = effectiveUser();
        if (!found.owner().getName().equals(user)) {
            throw refused("belongs to " + found.owner().getName(), "a directory that belongs to " + user);
        }
        if (!found.permissions().equals(OWNER_ONLY)) {
            throw refused(
                    "has permissions " + PosixFilePermissions.toString(found.permissions()),
                    PosixFilePermissions.toString(OWNER_ONLY) + " (mode 0700)");
        }
    }

    /**
     * Removes the files of this release, and the directory if nothing else is in it. What is not there is passed over.
     * Processes that still have a file open keep it until they close it.
     */
    public void remove() {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            boolean empty = true;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    boolean ours = isOurs(file);
                    empty &= ours;
                    if (ours) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            if (empty) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the shared directory " + path + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Where a file is made before it is moved to its place, so that nobody ever opens half a file. */
    static Path beingMade(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Why a file cannot be opened that is not there. */
    static IllegalStateException missing(Path file, String creator) {
        String kind = file.getFileName().toString().replaceFirst("[0-9]+$", "");
        Path directory = Objects.requireNonNull(file.getParent(), "a file of a shared directory");
        try (DirectoryStream<Path> others = Files.newDirectoryStream(
                directory, other -> isOfLayout(kind, other.getFileName().toString()))) {
            for (Path other : others) {
                return new IllegalStateException(
                        "the file " + file + " does not exist, but " + other.getFileName()
                                + " does, of another layout; allowed is layout " + LAYOUT
                                + ": stop both planes, remove the directory, and start both of one release, the control plane first");
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Then what is certain is that the file is not there.
        }
        return new IllegalStateException(
                "the file " + file + " does not exist; the " + creator + " creates it, so start that first");
    }

    private static boolean isOfLayout(String kind, String name) {
        return name.startsWith(kind) && name.substring(kind.length()).matches("[0-9]+");
    }

    /** One of the files above, a generation of the table, or what a process left in the making. */
    private boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(
                        mfeTable(),
                        mfeChanges(),
                        counters(),
                        mfeCounters(),
                        upcalls(),
                        punts(),
                        injections(),
                        heartbeat(Plane.CONTROL),
                        heartbeat(Plane.DATA),
                        doorbell(Plane.CONTROL),
                        doorbell(Plane.DATA),
                        apiSocket(),
                        controlPlaneLock())
                .map(known -> known.getFileName().toString())
                .anyMatch(known -> name.equals(known) || name.startsWith(known + "."));
    }

    private PosixFileAttributes attributes() {
        try {
            return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("the shared directory " + path + " does not exist; start the appliance", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the shared directory " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String effectiveUser() {
        try {
            return Files.getOwner(Path.of("/proc/self")).getName();
        } catch (IOException e) {
            throw new UncheckedIOException("the owner of /proc/self cannot be read: " + e.getMessage(), e);
        }
    }

    private IllegalStateException refused(String found, String allowed) {
        return new IllegalStateException("the shared directory " + path + " " + found + "; allowed is " + allowed);
    }
}
