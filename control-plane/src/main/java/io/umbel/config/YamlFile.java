package io.umbel.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML file as it is named in errors.
 *
 * @param path as the operator wrote it.
 * @param given what is in it, if that is known without reading it.
 */
record YamlFile(Path path, @Nullable String given) {
    /** A file that is to be read. */
    YamlFile(Path path) {
        this(path, null);
    }

    /** Room for a table of 100,000 static entries. */
    private static final int MAX_CHARACTERS = 32 << 20;

    /** Reads the one document of the file. */
    YamlField read() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(path.toString())
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            return new Compose(settings)
                    .composeString(content())
                    .map(node -> new YamlField(this, "", node))
                    .orElseThrow(() -> refused(1, "the file is empty; needed are at least interfaces"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            throw refused(line, "the file is not YAML: " + oneLine(context + e.getProblem()));
        } catch (YamlEngineException e) {
            throw refused(1, "the file is not YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    ConfigException refused(int line, String rest) {
        return new ConfigException(path + ", line " + line + ": " + rest);
    }

    private String content() {
        if (given != null) {
            return given;
        }
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new ConfigException(path + " does not exist; needed is a configuration file");
        } catch (AccessDeniedException e) {
            throw new ConfigException(path + " may not be read by this user; needed is a readable configuration file");
        } catch (CharacterCodingException e) {
            throw new ConfigException(path + " is not text in UTF-8; needed is a configuration file in YAML");
        } catch (IOException e) {
            if (Files.isDirectory(path)) {
                throw new ConfigException(path + " is a directory; needed is a configuration file");
            }
            throw new ConfigException(path + " cannot be read: " + e.getMessage());
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
