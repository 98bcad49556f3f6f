package io.umbel.perf.bench;

import io.umbel.cli.CaptureFile;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.perf.UdpFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** The streams of the replication benchmarks, numbered from 0: a thousand groups, and to each as many sources as need be. */
final class Streams {
    /** As many as a benchmark may have. */
    static final int MAX = 1_000_000;

    private static final int FIRST_SOURCE = Ipv4Address.parse("10.0.1.2");
    private static final int FIRST_GROUP = Ipv4Address.parse("239.1.0.0");
    private static final int GROUPS = 1000;
    private static final int PORT = 5000;

    /** With few streams the capture has them several times, so that the device doesn't give one and the same buffer. */
    private static final int LEAST_FRAMES = 256;

    /** The same order every time. */
    private static final long SEED = 1112;

    private Streams() {}

    /** First octet most significant. */
    static int source(int stream) {
        return FIRST_SOURCE + stream / GROUPS;
    }

    /** First octet most significant. */
    static int group(int stream) {
        return FIRST_GROUP + stream % GROUPS;
    }

    /** The key of its entry. */
    static long key(int stream) {
        return Mfe.key(source(stream), group(stream));
    }

    /** An entry of it, in its first version. */
    static Mfe entry(int stream, int iif, int... oifs) {
        return Mfe.builder(source(stream), group(stream))
                .iif(iif)
                .oifs(oifs)
                .version(1)
                .build();
    }

    /** A frame of it. */
    static byte[] frame(int stream, int length) {
        return UdpFrame.of(source(stream), group(stream), PORT, length);
    }

    /** How many frames the capture of so many streams has: each stream at least once. */
    static int frames(int streams) {
        return Math.max(streams, LEAST_FRAMES);
    }

    /** Writes the capture of streams 0 and up, in random order. */
    static void writeCapture(Path path, int streams, int frameLength) throws IOException {
        writeCapture(path, 0, streams, frames(streams), frameLength);
    }

    /** The same of streams from that number on, with so many frames. */
    static void writeCapture(Path path, int first, int streams, int frames, int frameLength) throws IOException {
        try (CaptureFile.Writer writer = new CaptureFile.Writer(path)) {
            for (int place : inRandomOrder(streams, frames)) {
                writer.write(0, frame(first + place, frameLength));
            }
        }
    }

    /** So many numbers of streams in random order, each as often as the others or once more. */
    static int[] inRandomOrder(int streams, int count) {
        int[] order = new int[count];
        Random random = new Random(SEED);
        for (int i = 0; i < order.length; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i % streams;
        }
        return order;
    }
}
