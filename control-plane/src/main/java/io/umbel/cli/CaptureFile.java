package io.umbel.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Capture files of Ethernet frames in libpcap's classic format. */
public final class CaptureFile {
    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final short MAJOR = 2;
    private static final short MINOR = 4;
    private static final int LINK_TYPE_ETHERNET = 1;
    private static final int MAX_FRAME_OCTETS = 0x4_0000;
    private static final int FILE_HEADER_OCTETS = 24;
    private static final int FRAME_HEADER_OCTETS = 16;
    private static final int MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_SECOND = 1_000_000_000;

    private CaptureFile() {}

    /** Reads a capture, frame by frame. For one thread. */
    public static final class Reader implements AutoCloseable {
        private final Path path;
        private final DataInputStream file;
        private final ByteOrder order;
        private final boolean nanos;
        private byte[] frame = {};
        private long timeNs;

        /** @throws IOException in one sentence, if there is no such file or it is no capture of Ethernet frames */
        public Reader(Path path) throws IOException {
            this.path = path;
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw new IOException("cannot read " + path + ": a capture in pcap format is needed");
            }
            this.file = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
            try {
                ByteBuffer header = ByteBuffer.wrap(file.readNBytes(FILE_HEADER_OCTETS));
                this.order = byteOrder(header);
                int magic = header.order(order).getInt(0);
                this.nanos = magic == MAGIC_NANOS;
                int linkType = header.getInt(20) & 0xffff;
                if (linkType != LINK_TYPE_ETHERNET) {
                    throw new IOException(path + " has frames of link type " + linkType + "; allowed is 1, Ethernet");
                }
            } catch (IOException notACapture) {
                file.close();
                throw notACapture;
            }
        }

        private ByteOrder byteOrder(ByteBuffer header) throws IOException {
            if (header.limit() == FILE_HEADER_OCTETS) {
                for (ByteOrder candidate : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                    int magic = header.order(candidate).getInt(0);
                    if (magic == MAGIC_MICROS || magic == MAGIC_NANOS) {
                        return candidate;
                    }
                }
            }
            throw new IOException(
                    path + " is no capture in classic pcap format; editcap -F pcap makes one of other formats");
        }

        /** Goes on to the next frame; false at the end. */
        public boolean next() throws IOException {
            byte[] octets = file.readNBytes(FRAME_HEADER_OCTETS);
            if (octets.length == 0) {
                return false;
            }
            ByteBuffer header = ByteBuffer.wrap(octets).order(order);
            int length = octets.length < FRAME_HEADER_OCTETS ? -1 : header.getInt(8);
            if (length < 0 || length > MAX_FRAME_OCTETS) {
                throw new EOFException(
                        path + " is damaged: a frame's header is cut short or says that it has " + length + " octets");
            }
            frame = file.readNBytes(length);
            if (frame.length < length) {
                throw new EOFException(
                        path + " is cut short: its last frame has " + frame.length + " of " + length + " octets");
            }
            timeNs = Integer.toUnsignedLong(header.getInt(0)) * NANOS_A_SECOND
                    + Integer.toUnsignedLong(header.getInt(4)) * (nanos ? 1 : NANOS_A_SECOND / MICROS_A_SECOND);
            return true;
        }

        /** The octets of the frame, without frame check sequence; the reader's own until the next. */
        public byte[] frame() {
            return frame;
        }

        /** When the frame was captured, in nanoseconds since the epoch. */
        public long timeNs() {
            return timeNs;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Writes a capture, little-endian, times in microseconds. Close it before reading the file. For one thread. */
    public static final class Writer implements AutoCloseable {
        private final OutputStream file;
        private final ByteBuffer header =
                ByteBuffer.allocate(FRAME_HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);

        public Writer(Path path) throws IOException {
            file = new BufferedOutputStream(Files.newOutputStream(path));
            ByteBuffer fileHeader = ByteBuffer.allocate(FILE_HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
            fileHeader.putInt(MAGIC_MICROS).putShort(MAJOR).putShort(MINOR);
            fileHeader.putInt(16, MAX_FRAME_OCTETS).putInt(20, LINK_TYPE_ETHERNET);
            file.write(fileHeader.array());
        }

        /**
         * Adds a frame.
         *
         * @param timeMicros when, in microseconds since the epoch
         */
        public void write(long timeMicros, byte[] frame) throws IOException {
            header.putInt(0, (int) (timeMicros / MICROS_A_SECOND)).putInt(4, (int) (timeMicros % MICROS_A_SECOND));
            header.putInt(8, frame.length).putInt(12, frame.length);
            file.write(header.array());
            file.write(frame);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
