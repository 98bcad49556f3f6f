package io.umbel.api;

import io.helidon.http.Status;
import java.io.Serial;

/**
 * A request that is refused. The message is one sentence that says what was found and what is allowed; the client gets it in a
 * problem document (RFC 9457).
 */
public final class Problem extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Status status;
    private final String sentence;

    /** @param sentence for the one who asked */
    public Problem(Status status, String sentence) {
        super(sentence);
        this.status = status;
        this.sentence = sentence;
    }

    /** What was asked for is not there. */
    public static Problem notFound(String sentence) {
        return new Problem(Status.NOT_FOUND_404, sentence);
    }

    /** What was asked is not well-formed. */
    public static Problem badRequest(String sentence) {
        return new Problem(Status.BAD_REQUEST_400, sentence);
    }

    /** Not now. */
    static Problem unavailable(String sentence) {
        return new Problem(Status.SERVICE_UNAVAILABLE_503, sentence);
    }

    Status status() {
        return status;
    }

    String sentence() {
        return sentence;
    }

    /** The document: without a type of its own, the title says what the status says. */
    static Document document(Status status, String detail) {
        return new Document(status.reasonPhrase(), status.code(), detail);
    }

    /** The members of RFC 9457 section 3.1 that are used. */
    record Document(String title, int status, String detail) {}
}
