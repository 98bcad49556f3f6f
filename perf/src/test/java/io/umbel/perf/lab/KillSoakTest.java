package io.umbel.perf.lab;

/** More rounds of {@link KillRounds}: as many as {@code -Dumbel.kill.rounds} says. Each takes half a minute or more. */
@LabSoakTest
class KillSoakTest extends KillRounds {
    KillSoakTest() {
        super(Integer.getInteger("umbel.kill.rounds", 4));
    }
}
