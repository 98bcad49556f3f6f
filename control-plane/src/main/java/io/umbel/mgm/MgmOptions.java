package io.umbel.mgm;

/**
 * Settings of a manager.
 *
 * @param maxMfes how many MFEs may exist; a packet that would need one more is dropped unasked
 * @param maxMemberships how many memberships, counted per (entry, interface, adder), may exist; one more is refused
 *     with {@link MgmStatus#NOT_ENOUGH_MEMORY}
 * @param wrongIfAlerts whether WRONG_IF callbacks are made
 * @param wrongIfIntervalMs the least time between two WRONG_IF callbacks for one source, group and arrival interface
 */
public record MgmOptions(int maxMfes, int maxMemberships, boolean wrongIfAlerts, int wrongIfIntervalMs) {

    /** No limits; WRONG_IF once a second. */
    public static final MgmOptions DEFAULTS = new MgmOptions(Integer.MAX_VALUE, Integer.MAX_VALUE, true, 1000);

    public MgmOptions {
        requireNatural("maxMfes", maxMfes);
        requireNatural("maxMemberships", maxMemberships);
        requireNatural("wrongIfIntervalMs", wrongIfIntervalMs);
    }

    private static void requireNatural(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("The option " + name + " is " + value + "; 0 or more is allowed.");
        }
    }

    /** The same with other table limits. */
    public MgmOptions withLimits(int mfes, int memberships) {
        return new MgmOptions(mfes, memberships, wrongIfAlerts, wrongIfIntervalMs);
    }

    /** The same with WRONG_IF callbacks on or off. */
    public MgmOptions withWrongIfAlerts(boolean on) {
        return new MgmOptions(maxMfes, maxMemberships, on, wrongIfIntervalMs);
    }
}
