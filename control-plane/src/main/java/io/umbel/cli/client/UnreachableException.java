package io.umbel.cli.client;

import java.io.Serial;

/** No appliance answers where one was looked for. The message is one sentence for the operator. */
public final class UnreachableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnreachableException(String sentence) {
        super(sentence);
    }

    UnreachableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
