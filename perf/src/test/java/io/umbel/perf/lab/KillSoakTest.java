package io.umbel.perf.lab;

/** Twenty rounds of {@link KillRounds}. */
@LabSoakTest
class KillSoakTest extends KillRounds {
    KillSoakTest() {
        super(20);
    }
}
