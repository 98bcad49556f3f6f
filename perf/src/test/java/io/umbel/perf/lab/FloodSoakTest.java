package io.umbel.perf.lab;

/** A {@link FloodRun} of a million packets. */
@LabSoakTest
class FloodSoakTest extends FloodRun {
    FloodSoakTest() {
        super(1_000_000);
    }
}
