package io.umbel.mgm;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * One answer of an enumeration, by the original's buffer rules (§6.1). Whether there is data is told by the entries,
 * not by the status.
 *
 * @param status {@link MgmStatus#MORE_DATA} if entries remain, {@link MgmStatus#NO_MORE_ITEMS} if none do,
 *     {@link MgmStatus#INSUFFICIENT_BUFFER} if not even the next one fits; a read of a single entry that fits gives
 *     {@link MgmStatus#NO_ERROR}
 * @param entries whole entries, as many as fit, in the order of the enumeration
 * @param requiredBytes with {@link MgmStatus#INSUFFICIENT_BUFFER} the bytes the next entry needs, else what was given
 * @param <T> what is enumerated
 */
public record Page<T>(MgmStatus status, List<T> entries, int requiredBytes) {

    /** As many of the rest as the buffer holds. */
    static <T> Page<T> fill(Iterator<T> rest, ToIntFunction<T> sizeInBytes, int bufferBytes) {
        List<T> entries = new ArrayList<>();
        long used = 0;
        while (rest.hasNext()) {
            T next = rest.next();
            int size = sizeInBytes.applyAsInt(next);
            used += size;
            if (used > bufferBytes) {
                return entries.isEmpty()
                        ? new Page<>(MgmStatus.INSUFFICIENT_BUFFER, List.of(), size)
                        : new Page<>(MgmStatus.MORE_DATA, List.copyOf(entries), bufferBytes);
            }
            entries.add(next);
        }
        return new Page<>(MgmStatus.NO_MORE_ITEMS, List.copyOf(entries), bufferBytes);
    }

    /** The one entry, if the buffer holds it. */
    static <T> Page<T> single(T entry, int sizeInBytes, int bufferBytes) {
        return sizeInBytes > bufferBytes
                ? new Page<>(MgmStatus.INSUFFICIENT_BUFFER, List.of(), sizeInBytes)
                : new Page<>(MgmStatus.NO_ERROR, List.of(entry), bufferBytes);
    }
}
