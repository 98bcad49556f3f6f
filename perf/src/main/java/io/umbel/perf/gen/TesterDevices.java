package io.umbel.perf.gen;

import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.PacketPool;
import io.umbel.perf.lab.NetworkNamespace;
import io.umbel.perf.lab.StandardError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The DPDK devices of a tester and the pool that they share. Each device is opened, started and closed in the network namespace where its
 * Linux interface is, if it has one.
 */
public final class TesterDevices implements AutoCloseable {
    private static final int POOL_CACHE = 256;
    private static final int LONGEST_FRAME = 2048;

    /**
     * A port to be.
     *
     * @param name as reports call it
     * @param devargs what DPDK calls device arguments
     * @param namespace null for that of this process
     * @param address of its hosts
     * @param vlan of its link, 0 for none
     */
    public record Wanted(
            String name, String devargs, @Nullable NetworkNamespace namespace, int address, int vlan) {}

    private record Opened(EthDevice device, @Nullable NetworkNamespace namespace) {}

    private final PacketPool pool;
    private final List<Opened> opened = new ArrayList<>();
    private final List<TesterPort> ports = new ArrayList<>();

    private TesterDevices(PacketPool pool) {
        this.pool = pool;
    }

    /**
     * Makes the pool, opens the devices and starts them.
     *
     * @param poolSize mbufs at least; in ordinary pages each takes 4 KiB, and if a device maps the pool into the kernel up to 7 KiB
     */
    public static TesterDevices open(int poolSize, int igmpVersion, List<Wanted> wanted) {
        TesterDevices devices = new TesterDevices(PacketPool.createFor(
                wanted.stream().map(Wanted::devargs).toList(), "tester", poolSize, POOL_CACHE, LONGEST_FRAME));
        try {
            for (Wanted each : wanted) {
                devices.open(igmpVersion, each);
            }
            return devices;
        } catch (RuntimeException e) {
            devices.close();
            throw e;
        }
    }

    private void open(int igmpVersion, Wanted wanted) {
        EthDevice device = in(wanted.namespace, () -> {
            EthDevice opening = EthDevice.probe(wanted.devargs);
            opened.add(new Opened(opening, wanted.namespace));
            opening.configure(1, 1, pool);
            opening.start();
            opening.receiveEverything();
            return opening;
        });
        ports.add(new TesterPort(
                wanted.name, device.rxQueue(0), device.txQueue(0), igmpVersion, wanted.address, wanted.vlan));
    }

    /** Where what they receive lies, and what they send. */
    public PacketPool pool() {
        return pool;
    }

    /** In the order in which they were wanted. */
    public List<TesterPort> ports() {
        return List.copyOf(ports);
    }

    private static <T> T in(@Nullable NetworkNamespace namespace, Callable<T> task) {
        FutureTask<T> running = new FutureTask<>(() -> {
            if (namespace != null) {
                namespace.enter();
            }
            return StandardError.heldBack(task);
        });
        // A thread of its own, since it does not come back from the namespace.
        Thread thread = Thread.ofPlatform().name("devices").daemon().start(running);
        try {
            thread.join();
            return running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Closes the devices, and frees the pool unless one of them keeps mbufs of it for good. No thread may poll them any more. */
    @Override
    public void close() {
        for (Opened each : opened) {
            in(each.namespace, () -> {
                each.device.close();
                return true;
            });
        }
        if (opened.stream().noneMatch(each -> each.device.keepsBuffers())) {
            pool.close();
        }
    }
}
