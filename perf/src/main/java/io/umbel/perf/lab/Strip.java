package io.umbel.perf.lab;

import java.nio.charset.Charset;

/** Draws shares of something as a strip of blocks, each as high as its share. */
public final class Strip {
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    /** For terminals without blocks. */
    private static final String PLAIN = " .:-=+*%#";

    private final String levels;

    /**
     * Strips of the blocks that a charset has.
     *
     * @param charset of where they are shown
     */
    public Strip(Charset charset) {
        this.levels = charset.newEncoder().canEncode(BLOCKS) ? BLOCKS : PLAIN;
    }

    /**
     * Draws one.
     *
     * @param shares 0 and up; what is more than 1 is drawn as 1
     */
    public String of(double... shares) {
        StringBuilder strip = new StringBuilder();
        int highest = levels.length() - 1;
        for (double share : shares) {
            strip.append(levels.charAt((int) Math.min(highest, Math.ceil(share * highest - 0.5))));
        }
        return strip.toString();
    }
}
