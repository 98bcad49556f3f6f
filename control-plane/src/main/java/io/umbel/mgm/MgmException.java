package io.umbel.mgm;

/**
 * A call that failed. It has changed nothing and alerted nobody (§2.1). The message is the status and one sentence with
 * what was wrong, what was found and what is allowed.
 */
public final class MgmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final MgmStatus status;
    private final String sentence;

    public MgmException(MgmStatus status, String sentence) {
        super(status.originalName() + " (" + status.code() + "): " + sentence);
        this.status = status;
        this.sentence = sentence;
    }

    /** The status the original would have returned. */
    public MgmStatus status() {
        return status;
    }

    /** What was wrong, what was found and what is allowed. */
    public String sentence() {
        return sentence;
    }
}
