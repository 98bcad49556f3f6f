package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The control plane under as many upcalls as it can take: the test is the data plane of a flood of unknown streams. */
@Timeout(120)
class UpcallFloodTest {
    private static final int UPCALLS = 1_000_000;
    private static final int NETWORK = Ipv4Address.parse("10.0.0.0");
    private static final int HOST_BITS = 0xffff;
    private static final int GROUPS = Ipv4Address.parse("239.0.0.0");
    private static final int GROUP_BITS = 0xffff;
    private static final int HEADER_LENGTH = 20;
    private static final int WEST = 1;
    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @TempDir
    private Path files;

    @Test
    void commandsAreAnsweredWithinASecond() throws Exception {
        long worst = 0;
        int commands = 0;
        try (ControlPlane controlPlane = ControlPlane.start(config())) {
            CompletableFuture<Void> flood = CompletableFuture.runAsync(this::flood);
            while (!flood.isDone()) {
                long asked = System.nanoTime();
                controlPlane.submit(manager -> manager.firstMfes(0)).get();
                worst = Math.max(worst, System.nanoTime() - asked);
                commands++;
                TimeUnit.MILLISECONDS.sleep(1);
            }
            flood.get();
        }
        System.out.printf("%d upcalls; the worst of %d commands took %.1f ms%n", UPCALLS, commands, worst / 1e6);
        assertTrue(worst < WITHIN_NANOS, "a command took " + worst + " ns");
    }

    /** Writes them as fast as the ring takes them: what finds it full is tried again, so that it is always full. */
    private void flood() {
        Random random = new Random(1);
        try (Upcalls upcalls = Upcalls.open(directory.get());
                Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(HEADER_LENGTH);
            for (int i = 0; i < UPCALLS; i++) {
                int source = NETWORK | (random.nextInt() & HOST_BITS);
                int group = GROUPS | (random.nextInt() & GROUP_BITS);
                while (!upcalls.noMfe(source, group, WEST, header.address(), HEADER_LENGTH)) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private ApplianceConfig config() throws IOException {
        Path file = Files.writeString(
                files.resolve("flood.yaml"), """
                shared-dir: %s
                interfaces:
                  - { name: west, device: net_null0, address: 10.0.0.1/16, igmp: {} }
                  - { name: east, device: net_null1, address: 10.1.0.1/16, igmp: {} }
                """.formatted(directory.get().path()));
        return ApplianceConfig.read(file);
    }
}
