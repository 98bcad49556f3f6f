package io.umbel.igmp;

/** How a source list is meant: only these sources, or all but these (§2). */
public enum FilterMode {
    /** Only the sources listed. */
    INCLUDE,
    /** All sources but those listed. */
    EXCLUDE
}
