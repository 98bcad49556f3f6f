package io.umbel.dataplane.contract;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A data plane that stands still while it reads the table, and holds a lock of it. */
public final class LockHolderProcess {
    private LockHolderProcess() {}

    static void main(String[] arguments) {
        try (MfeTable table = MfeTable.open(new SharedDirectory(Path.of(arguments[0])))) {
            table.forEach(_ -> {
                System.out.println("holding");
                standStill();
            });
        }
    }

    private static void standStill() {
        try {
            TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
