package io.umbel.dpdk;

import org.dpdk.dpdk;

/**
 * A DPDK function failed. The message is one sentence that ends in DPDK's own words for the error number ({@code
 * rte_strerror}).
 */
public final class DpdkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errorNumber;

    DpdkException(String what, int errorNumber) {
        super(what + ": " + errorText(errorNumber));
        this.errorNumber = errorNumber;
    }

    /** The positive error number, as in {@code errno.h} and {@code rte_errno.h}; 0 if DPDK gave none. */
    public int errorNumber() {
        return errorNumber;
    }

    /**
     * Returns {@code result} unless it is negative. DPDK's functions answer either with a negative error number, or
     * with -1 and the thread's {@code rte_errno}.
     */
    static int check(int result, String what) {
        if (result >= 0) {
            return result;
        }
        int errno = DpdkLibrary.rteErrno();
        throw new DpdkException(what, result == -1 && errno != 0 ? errno : -result);
    }

    private static String errorText(int errorNumber) {
        return errorNumber == 0
                ? "DPDK gave no error number"
                : dpdk.rte_strerror(errorNumber).getString(0);
    }
}
