package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** {@code /v1/log-levels}: how much the log says of what. */
final class LogResource implements ApiPart {
    /** A logger with a level of its own, in SLF4J's words; the empty name is that of all others. */
    record LogLevel(String logger, String level) {}

    record LogLevels(List<LogLevel> logLevels) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/log-levels", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        List<LogLevel> levels = new ArrayList<>();
        List<String> names = Collections.list(LogManager.getLogManager().getLoggerNames());
        Collections.sort(names);
        for (String name : names) {
            Logger logger = LogManager.getLogManager().getLogger(name);
            if (logger != null && logger.getLevel() != null) {
                levels.add(new LogLevel(name, name(logger.getLevel())));
            }
        }
        Json.send(response, new LogLevels(levels));
    }

    private static String name(Level level) {
        int value = level.intValue();
        if (value >= Level.OFF.intValue()) {
            return "off";
        }
        return value >= Level.SEVERE.intValue()
                ? "error"
                : value >= Level.WARNING.intValue()
                        ? "warn"
                        : value >= Level.CONFIG.intValue()
                                ? "info"
                                : value >= Level.FINE.intValue() ? "debug" : "trace";
    }
}
