package io.umbel.perf.rfc3918;

/** What a run has found so far, kept so that it can be taken up again. */
public interface Memory {
    /** Finds something. */
    @FunctionalInterface
    interface Finding<T> {
        T find() throws InterruptedException;
    }

    /** What was found by that name before; otherwise finds it now, and keeps it. */
    <T> T recall(String name, Class<T> type, Finding<T> finding) throws InterruptedException;
}
