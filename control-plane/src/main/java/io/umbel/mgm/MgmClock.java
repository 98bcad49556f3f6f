package io.umbel.mgm;

/** Time, handed in. Never goes back while a manager lives; its zero means nothing. */
@FunctionalInterface
public interface MgmClock {

    /** Now, in milliseconds. */
    long milliseconds();
}
