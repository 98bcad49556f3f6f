package io.umbel.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A line of the table of bad configurations.
 *
 * @param title what is wrong.
 * @param yaml the file.
 * @param sentence what the operator reads, after the name of the file.
 */
record BadConfiguration(String title, String yaml, String sentence) {
    /** All of them, from the resource that people read. */
    static List<BadConfiguration> all() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BadConfiguration.class.getResourceAsStream("bad-configurations.txt"))) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(table.split("\n== "))
                    .skip(1)
                    .map(BadConfiguration::parse)
                    .toList();
        }
    }

    private static BadConfiguration parse(String block) {
        int yaml = block.indexOf('\n') + 1;
        int sentence = block.indexOf("\n=> ", yaml - 1) + 1;
        return new BadConfiguration(
                block.substring(0, yaml - 1),
                block.substring(yaml, sentence),
                block.substring(sentence + "=> ".length()).strip());
    }

    @Override
    public String toString() {
        return title;
    }
}
