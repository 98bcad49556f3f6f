package io.umbel.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line an event: when, how grave, who, what; the stack of a failure after it. For {@code logging.properties}. */
public final class OneLineFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

    /** Called by java.util.logging. */
    public OneLineFormatter() {}

    @Override
    public String format(LogRecord event) {
        String name = String.valueOf(event.getLoggerName());
        StringWriter text = new StringWriter();
        PrintWriter line = new PrintWriter(text);
        line.println(TIME.format(event.getInstant()) + " " + level(event) + " "
                + name.substring(name.lastIndexOf('.') + 1) + " - " + formatMessage(event));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            thrown.printStackTrace(line);
        }
        line.flush();
        return text.toString();
    }

    /** In SLF4J's words, which the program uses. */
    private static String level(LogRecord event) {
        return switch (event.getLevel().getName()) {
            case "SEVERE" -> "ERROR";
            case "WARNING" -> "WARN";
            case "INFO", "CONFIG" -> "INFO";
            case "FINE" -> "DEBUG";
            default -> "TRACE";
        };
    }
}
