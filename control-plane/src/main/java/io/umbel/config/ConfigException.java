package io.umbel.config;

import java.io.Serial;

/**
 * A configuration that is refused. The message is one sentence that names the file, the line and field, what was found and
 * what is allowed; it is meant for the operator as it stands.
 */
public final class ConfigException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ConfigException(String sentence) {
        super(sentence);
    }
}
