package io.umbel.dataplane.contract;

import org.jspecify.annotations.Nullable;

/**
 * A part of the {@link MfeTable} is locked, and stays so: by a process that died, or stands still. The control plane mends it
 * with {@link MfeTable#renew}; all others wait until it has.
 */
public final class TableLockedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    TableLockedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
