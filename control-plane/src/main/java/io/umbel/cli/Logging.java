package io.umbel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Sets up what the whole process logs by. */
final class Logging {
    private Logging() {}

    /** Reads {@code logging.properties}, unless the command line of Java names a configuration of its own. */
    static void setUp() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try (InputStream settings = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the settings of the log cannot be read: " + e.getMessage(), e);
        }
    }
}
