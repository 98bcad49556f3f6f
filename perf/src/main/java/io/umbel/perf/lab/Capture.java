package io.umbel.perf.lab;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Capture files of Ethernet frames in libpcap's classic format, as written on a little-endian machine, with times in micro- or
 * nanoseconds.
 */
final class Capture {
    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final short MAJOR = 2;
    private static final short MINOR = 4;
    private static final int SNAP_LENGTH = 65_535;
    private static final int LINK_TYPE_ETHERNET = 1;
    private static final int FILE_HEADER_OCTETS = 24;
    private static final int FRAME_HEADER_OCTETS = 16;

    private Capture() {}

    /** Writes a capture. Close it before reading the file. */
    static final class Writer implements AutoCloseable {
        private final OutputStream file;
        private final ByteBuffer header =
                ByteBuffer.allocate(FRAME_HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);

        Writer(Path path) throws IOException {
            file = new BufferedOutputStream(Files.newOutputStream(path));
            ByteBuffer fileHeader = ByteBuffer.allocate(FILE_HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
            fileHeader.putInt(MAGIC_MICROS).putShort(MAJOR).putShort(MINOR);
            fileHeader.putInt(16, SNAP_LENGTH).putInt(20, LINK_TYPE_ETHERNET);
            file.write(fileHeader.array());
        }

        /** Adds a frame, without frame check sequence. All frames are of the same time. */
        void write(byte[] frame) throws IOException {
            header.putInt(8, frame.length).putInt(12, frame.length);
            file.write(header.array());
            file.write(frame);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Hands every frame of a capture to the consumer. */
    static void forEach(Path path, Consumer<ByteBuffer> consumer) throws IOException {
        try (var file = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            ByteBuffer header = read(file, FILE_HEADER_OCTETS);
            int magic = header.getInt(0);
            if (magic != MAGIC_MICROS && magic != MAGIC_NANOS) {
                throw new IOException(path + " is no little-endian pcap file");
            }
            while (file.available() > 0) {
                int captured = read(file, FRAME_HEADER_OCTETS).getInt(8);
                consumer.accept(read(file, captured).order(ByteOrder.BIG_ENDIAN));
            }
        }
    }

    private static ByteBuffer read(DataInputStream file, int octets) throws IOException {
        byte[] bytes = new byte[octets];
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
