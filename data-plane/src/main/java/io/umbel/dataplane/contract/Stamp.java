package io.umbel.dataplane.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The first 64 octets of every file of the {@link SharedDirectory}: whose it is, what is in it, of which layout, and how long
 * it is. {@code docs/shared-memory.md} has the picture.
 */
final class Stamp {
    /** Octets of a stamp: a cache line, so that what follows is as well aligned as the file. */
    static final int LENGTH = 64;

    private static final byte[] MAGIC = {'U', 'M', 'B', 'E', 'L', 0, 0, 0};
    private static final int LAYOUT = 8;
    private static final int FILE_LENGTH = 16;
    private static final int NAME = 24;
    private static final int NAME_LENGTH = LENGTH - NAME;

    private Stamp() {}

    /** Stamps a file as the one of that path. */
    static void write(UnsafeBuffer file, Path path) {
        file.putBytes(0, MAGIC);
        file.putInt(LAYOUT, SharedDirectory.LAYOUT);
        file.putLong(FILE_LENGTH, file.capacity());
        file.putBytes(NAME, padded(kind(path)));
    }

    /**
     * Makes sure that a file is what its path says, and whole.
     *
     * @param length octets that it should have, or 0 if it may have any number
     * @throws IllegalStateException with one sentence, if it is not
     */
    static void check(UnsafeBuffer file, Path path, long length) {
        if (file.capacity() < LENGTH) {
            throw refused(path, "has " + file.capacity() + " octets", length);
        }
        byte[] magic = new byte[MAGIC.length];
        file.getBytes(0, magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw refused(path, "begins with " + HexFormat.ofDelimiter(" ").formatHex(magic), length);
        }
        if (file.getInt(LAYOUT) != SharedDirectory.LAYOUT) {
            throw refused(path, "has layout " + file.getInt(LAYOUT), length);
        }
        byte[] name = new byte[NAME_LENGTH];
        file.getBytes(NAME, name);
        if (!Arrays.equals(name, padded(kind(path)))) {
            throw refused(
                    path,
                    "is stamped '" + new String(name, StandardCharsets.US_ASCII).replaceAll("[^!-~]", "") + "'",
                    length);
        }
        long stamped = file.getLong(FILE_LENGTH);
        if (stamped != file.capacity() || (length != 0 && stamped != length)) {
            throw refused(path, "has " + file.capacity() + " octets and is stamped as one of " + stamped, length);
        }
    }

    /** The name of the file without the number of its layout. */
    private static String kind(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static byte[] padded(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), NAME_LENGTH);
    }

    private static IllegalStateException refused(Path path, String found, long length) {
        return new IllegalStateException("the file " + path + " " + found + "; allowed is the stamp UMBEL '"
                + kind(path)
                + "' of layout " + SharedDirectory.LAYOUT + (length == 0 ? ", whole" : " and " + length + " octets")
                + ": stop both planes, remove the file, and start both of one release, the control plane first");
    }
}
