package io.umbel.perf.lab;

/** A short {@link FloodRun}. */
@LabTest
class FloodTest extends FloodRun {
    FloodTest() {
        super(200_000);
    }
}
