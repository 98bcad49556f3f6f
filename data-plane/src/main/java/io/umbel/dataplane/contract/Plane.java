package io.umbel.dataplane.contract;

import java.util.Locale;

/** One of the two that share a {@link SharedDirectory}. */
public enum Plane {
    CONTROL,
    DATA;

    /** For people: {@code control plane} or {@code data plane}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT) + " plane";
    }
}
