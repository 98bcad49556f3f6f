package io.umbel.perf.rfc3918;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A multicast router to be tested. One thread calls. */
public interface DeviceUnderTest {
    /** How it knows what to forward. */
    enum Mode {
        /** By what hosts report. */
        IGMP,
        /** By routes that were given to it; IGMP, if it cannot be told otherwise. */
        ROUTES
    }

    /**
     * A route that it is to have in mode {@link Mode#ROUTES}.
     *
     * @param source first octet most significant
     * @param group likewise
     * @param from index of the tester's port from which it comes
     * @param to indices of those to which it goes
     */
    record Route(int source, int group, int from, List<Integer> to) {}

    /** As reports call it. */
    String name();

    /** What it is, with its version and its settings, in order. */
    Map<String, String> description();

    /** What its last-member settings are, which stand beside each leave delay. */
    String leaveSettings();

    /** Starts it so, or has it run so if it runs already, and returns when it forwards. */
    void start(Mode mode, List<Route> routes) throws IOException, InterruptedException;

    /** Ends it. Ending it again does nothing. */
    void stop() throws InterruptedException;
}
