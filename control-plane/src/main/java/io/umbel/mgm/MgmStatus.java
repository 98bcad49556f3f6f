package io.umbel.mgm;

/** The status of a call, with the numeric code of the original (§1.8). */
public enum MgmStatus {
    /** {@code NO_ERROR}. */
    NO_ERROR(0, "NO_ERROR"),
    /** A configured limit is reached ({@link MgmOptions}). */
    NOT_ENOUGH_MEMORY(8, "ERROR_NOT_ENOUGH_MEMORY"),
    /** A handle that is not valid, or an argument that is not allowed. */
    INVALID_PARAMETER(87, "ERROR_INVALID_PARAMETER"),
    /** An enumeration's buffer does not hold even the next entry. */
    INSUFFICIENT_BUFFER(122, "ERROR_INSUFFICIENT_BUFFER"),
    /** The protocol is registered, or the interface taken, already. */
    ALREADY_EXISTS(183, "ERROR_ALREADY_EXISTS"),
    /** An enumeration has more to give. */
    MORE_DATA(234, "ERROR_MORE_DATA"),
    /** An enumeration has given all there is. */
    NO_MORE_ITEMS(259, "ERROR_NO_MORE_ITEMS"),
    /** Not now: interfaces are still held, or the call is not allowed from inside the running callback. */
    CAN_NOT_COMPLETE(1003, "ERROR_CAN_NOT_COMPLETE"),
    /** No such interface, membership or MFE. */
    NOT_FOUND(1168, "ERROR_NOT_FOUND");

    private final int code;
    private final String originalName;

    MgmStatus(int code, String originalName) {
        this.code = code;
        this.originalName = originalName;
    }

    /** The number the original returns. */
    public int code() {
        return code;
    }

    /** The name in the original, such as {@code ERROR_NOT_FOUND}. */
    public String originalName() {
        return originalName;
    }
}
