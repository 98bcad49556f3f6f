package io.umbel.remote;

import java.time.Duration;

/**
 * How far remote clients are waited for.
 *
 * @param answerDeadline how long an answer to an RPF or CREATION callback may take. Only the stream in question waits for it
 * @param grace how long a registration outlasts its connection, and how long a client may be silent
 * @param openQuestions how many answers of one client may be outstanding; for streams beyond that it is not asked yet
 */
public record RemoteLimits(Duration answerDeadline, Duration grace, int openQuestions) {
    /** Two answers in turn, which a new stream may need, take no longer than the data plane holds its first packets. */
    public static final RemoteLimits DEFAULT = new RemoteLimits(Duration.ofMillis(50), Duration.ofSeconds(10), 1024);
}
