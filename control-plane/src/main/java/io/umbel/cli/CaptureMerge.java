package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.agrona.CloseHelper;

/** Several captures as one: what the interfaces of one port receive is what the port receives. */
final class CaptureMerge {
    /** A capture that stands at a frame; {@code place} decides between frames of one time. */
    private record Source(CaptureFile.Reader reader, int place) {
        long timeNs() {
            return reader.timeNs();
        }
    }

    private CaptureMerge() {}

    /**
     * Writes the frames of all captures in the order of their times; those of one time, in the order of the captures.
     *
     * @return how many frames
     */
    static long merge(List<Path> captures, Path merged) throws IOException {
        List<CaptureFile.Reader> readers = new ArrayList<>();
        PriorityQueue<Source> sources =
                new PriorityQueue<>(Comparator.comparingLong(Source::timeNs).thenComparingInt(Source::place));
        long frames = 0;
        try (CaptureFile.Writer writer = new CaptureFile.Writer(merged)) {
            for (Path capture : captures) {
                CaptureFile.Reader reader = new CaptureFile.Reader(capture);
                readers.add(reader);
                addIfNotAtItsEnd(sources, new Source(reader, readers.size()));
            }
            while (!sources.isEmpty()) {
                Source earliest = sources.remove();
                writer.write(earliest.timeNs() / 1000, earliest.reader.frame());
                frames++;
                addIfNotAtItsEnd(sources, earliest);
            }
        } finally {
            CloseHelper.closeAll(readers);
        }
        return frames;
    }

    private static void addIfNotAtItsEnd(PriorityQueue<Source> sources, Source source) throws IOException {
        if (source.reader.next()) {
            sources.add(source);
        }
    }
}
