package io.umbel.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** {@code /v1/log-levels}: how much the log says of what. */
final class LogResource implements ApiPart {
    private static final String ROOT = "root";
    private static final Pattern KNOWN = Pattern.compile("io\\.(umbel|helidon)(\\.[A-Za-z0-9_$]{1,64}){0,8}");
    private static final int MAX_KEPT = 1000;
    private static final Map<String, Level> LEVELS = new LinkedHashMap<>();

    static {
        LEVELS.put("off", Level.OFF);
        LEVELS.put("error", Level.SEVERE);
        LEVELS.put("warn", Level.WARNING);
        LEVELS.put("info", Level.INFO);
        LEVELS.put("debug", Level.FINE);
        LEVELS.put("trace", Level.ALL);
    }

    /** Loggers that nobody else keeps would be forgotten, with their level. */
    private static final Map<String, Logger> KEPT = new ConcurrentHashMap<>();

    /** A logger with a level of its own, in SLF4J's words; {@code root} is that of all others. */
    record LogLevel(String logger, String level) {}

    record NewLevel(String level) {}

    record LogLevels(List<LogLevel> logLevels) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/log-levels", this::list);
        routes.put("/v1/log-levels/{logger}", this::set);
    }

    private void set(ServerRequest request, ServerResponse response) {
        String name = new Arguments(request).path("logger");
        NewLevel wanted = Json.read(request, NewLevel.class);
        Level level = LEVELS.get(wanted.level());
        if (level == null) {
            throw Problem.badRequest(
                    "level is '" + wanted.level() + "'; allowed are " + String.join(", ", LEVELS.keySet()));
        }
        if (!name.equals(ROOT) && !KNOWN.matcher(name).matches()) {
            throw Problem.notFound(
                    "there is no logger '" + name + "'; there are root, io.umbel and those in it, and io.helidon");
        }
        if (KEPT.size() >= MAX_KEPT && !KEPT.containsKey(name)) {
            throw new Problem(
                    Status.CONFLICT_409,
                    MAX_KEPT + " loggers were given a level since the start; more are not allowed");
        }
        Logger logger = Logger.getLogger(name.equals(ROOT) ? "" : name);
        logger.setLevel(level);
        KEPT.put(name, logger);
        Json.send(response, new LogLevel(name, wanted.level()));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        List<LogLevel> levels = new ArrayList<>();
        List<String> names = Collections.list(LogManager.getLogManager().getLoggerNames());
        Collections.sort(names);
        for (String name : names) {
            Logger logger = LogManager.getLogManager().getLogger(name);
            if (logger != null && logger.getLevel() != null) {
                levels.add(new LogLevel(name.isEmpty() ? ROOT : name, name(logger.getLevel())));
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
