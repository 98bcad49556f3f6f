package io.umbel.igmp;

import org.jspecify.annotations.Nullable;

/** What a group record of a version 3 report says about its source list (§4.2.12). */
public enum RecordType {
    /** IS_IN: the filter mode is INCLUDE with these sources. */
    MODE_IS_INCLUDE(1),
    /** IS_EX: the filter mode is EXCLUDE with these sources. */
    MODE_IS_EXCLUDE(2),
    /** TO_IN: the filter mode has changed to INCLUDE with these sources. */
    CHANGE_TO_INCLUDE_MODE(3),
    /** TO_EX: the filter mode has changed to EXCLUDE with these sources. */
    CHANGE_TO_EXCLUDE_MODE(4),
    /** ALLOW: these sources are wanted besides what was. */
    ALLOW_NEW_SOURCES(5),
    /** BLOCK: these sources are no longer wanted. */
    BLOCK_OLD_SOURCES(6);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The type of that code; null if there is none, and such a record is to be ignored. */
    static @Nullable RecordType of(int code) {
        return code >= 1 && code <= values().length ? values()[code - 1] : null;
    }
}
