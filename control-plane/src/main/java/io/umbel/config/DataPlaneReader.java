package io.umbel.config;

import java.time.Duration;

/** The {@code data-plane} of a configuration file. */
final class DataPlaneReader {
    /** A quarter of the packet pool: what is held, no device can receive into. */
    private static final int MAX_HELD = 16_384;

    private static final int MIN_STREAMS = 16;
    private static final int MAX_STREAMS = 65_536;
    private static final int MAX_HOLD_MS = 10_000;
    private static final int MAX_ASK_AGAIN_MS = 60_000;

    private DataPlaneReader() {}

    static DataPlaneConfig read(YamlField field) {
        YamlSection section = field.section("workers", "idle", "huge-pages", "hold");
        DataPlaneConfig byDefault = DataPlaneConfig.DEFAULT;
        return new DataPlaneConfig(
                section.integer("workers", 1, 1, byDefault.workers()),
                section.optional("idle")
                        .map(idle -> idle.oneOf(DataPlaneConfig.Idle.values()))
                        .orElse(byDefault.idle()),
                section.optional("huge-pages")
                        .map(hugePages -> hugePages.oneOf(DataPlaneConfig.HugePages.values()))
                        .orElse(byDefault.hugePages()),
                section.optional("hold").map(DataPlaneReader::hold).orElse(byDefault.hold()));
    }

    private static DataPlaneConfig.Hold hold(YamlField field) {
        YamlSection section = field.section("packets-a-stream", "packets", "streams", "time", "ask-again");
        DataPlaneConfig.Hold byDefault = DataPlaneConfig.Hold.DEFAULT;
        long time =
                section.milliseconds("time", 1, MAX_HOLD_MS, byDefault.time().toMillis());
        long askAgain = section.milliseconds(
                "ask-again", 1, MAX_ASK_AGAIN_MS, byDefault.askAgain().toMillis());
        if (time > askAgain) {
            throw section.optional("time")
                    .or(() -> section.optional("ask-again"))
                    .orElse(field)
                    .refused(
                            ", where time is " + Milliseconds.format(time) + " and ask-again "
                                    + Milliseconds.format(askAgain),
                            "a time no longer than ask-again");
        }
        return new DataPlaneConfig.Hold(
                section.integer("packets-a-stream", 0, MAX_HELD, byDefault.packetsAStream()),
                section.integer("packets", 0, MAX_HELD, byDefault.packets()),
                section.optional("streams").map(DataPlaneReader::streams).orElse(byDefault.streams()),
                Duration.ofMillis(time),
                Duration.ofMillis(askAgain));
    }

    private static int streams(YamlField field) {
        int streams = field.integer(MIN_STREAMS, MAX_STREAMS);
        if (Integer.bitCount(streams) != 1) {
            throw field.refused("a power of two from " + MIN_STREAMS + " to " + MAX_STREAMS + ", as in "
                    + Integer.highestOneBit(streams));
        }
        return streams;
    }
}
