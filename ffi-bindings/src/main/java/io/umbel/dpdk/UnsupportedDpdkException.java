package io.umbel.dpdk;

/**
 * The installed DPDK is missing or is not the release that the bindings were generated for. Its structures may be laid
 * out otherwise, so nothing of it is called.
 */
public final class UnsupportedDpdkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedDpdkException(String message) {
        super(message);
    }
}
