package io.umbel.mgm;

/** What a group enumeration lists: {@code MGM_ENUM_TYPES} (§6.3). */
public enum GroupEnumType {
    /** {@code ANY_SOURCE} (0): the entries that name a source, (s, g) only. */
    ANY_SOURCE,
    /** {@code ALL_SOURCES} (1): (*, g) and (s, g), and (*, *) as zeros. */
    ALL_SOURCES;

    /**
     * From the original's number.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} unless 0 or 1
     */
    public static GroupEnumType of(int metEnumType) {
        return switch (metEnumType) {
            case 0 -> ANY_SOURCE;
            case 1 -> ALL_SOURCES;
            default ->
                throw new MgmException(
                        MgmStatus.INVALID_PARAMETER,
                        "Enumeration type " + metEnumType
                                + " is unknown; 0 (ANY_SOURCE) and 1 (ALL_SOURCES) are allowed.");
        };
    }
}
