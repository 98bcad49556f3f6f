package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;

/** A data plane that does nothing but live, until it is told to stop. */
final class HeartbeatProcess {
    private HeartbeatProcess() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        SharedDirectory directory = new SharedDirectory(Path.of(arguments[0]));
        try (Heartbeat heartbeat = Heartbeat.begin(directory, Plane.DATA, SystemNanoClock.INSTANCE)) {
            System.out.println("alive");
            while (System.in.available() == 0) {
                heartbeat.beat(0);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }
}
