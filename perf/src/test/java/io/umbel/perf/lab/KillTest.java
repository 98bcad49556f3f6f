package io.umbel.perf.lab;

/** A few rounds of {@link KillRounds}. */
@LabTest
class KillTest extends KillRounds {
    KillTest() {
        super(2);
    }
}
