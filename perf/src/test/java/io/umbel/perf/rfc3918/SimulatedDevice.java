package io.umbel.perf.rfc3918;

import java.time.Duration;
import java.util.Random;

/** A device of known capacity: what it is offered beyond that it drops. Noise changes its capacity from trial to trial, and spoils some. */
final class SimulatedDevice implements Measurement.Measurer {
    private final double capacity;
    private final double noise;
    private final double spoilt;
    private final Random random;
    int trials;

    /**
     * @param capacity in frames a second
     * @param noise by how much of it the capacity changes, at most, to either side
     * @param spoilt share of the trials in which a little is lost whatever the load
     */
    SimulatedDevice(double capacity, double noise, double spoilt, long seed) {
        this.capacity = capacity;
        this.noise = noise;
        this.spoilt = spoilt;
        this.random = new Random(seed);
    }

    @Override
    public Measurement measure(double load, Duration duration) {
        trials++;
        double now = capacity * (1 + noise * (2 * random.nextDouble() - 1));
        double loss = Math.max(0, 1 - now / load);
        if (random.nextDouble() < spoilt) {
            loss = Math.max(loss, 0.001);
        }
        return new Measurement(load, duration, loss, load * (1 - loss), true);
    }
}
