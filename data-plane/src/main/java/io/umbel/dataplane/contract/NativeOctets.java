package io.umbel.dataplane.contract;

import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/** Octets at native addresses, where packets lie, into and out of mapped files. */
final class NativeOctets {
    private NativeOctets() {}

    /** Copies from a native address into a buffer that is native memory itself. */
    static void copy(long from, MutableDirectBuffer to, int index, int length) {
        UnsafeApi.copyMemory(from, to.addressOffset() + index, length);
    }
}
