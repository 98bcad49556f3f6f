package io.umbel.config;

/**
 * How much the appliance keeps at most.
 *
 * @param entries forwarding entries, of the configuration and of protocols together.
 * @param memberships memberships of interfaces in groups, counted by who added them; {@link #NO_LIMIT} for as many as there is
 *     memory for.
 */
public record LimitsConfig(int entries, int memberships) {
    /** As many as there is memory for. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** What holds when the file says nothing. */
    public static final LimitsConfig DEFAULT = new LimitsConfig(65_536, NO_LIMIT);
}
