package io.umbel.perf.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A member of a group that listens and counts nothing, until {@link #leave}. Runs as a {@link Host}. */
final class Listener implements Callable<Void> {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Membership membership;
    private final int port;
    private final Host host;
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile boolean left;

    Listener(Membership membership, int port, Host host) {
        this.membership = membership;
        this.port = port;
        this.host = host;
    }

    @Override
    public Void call() {
        try (UdpSocket socket = UdpSocket.receiving(membership.group(), port, PATIENCE)) {
            socket.join(membership, host.address());
            joined.countDown();
            while (!left) {
                socket.receive(_ -> {});
            }
        }
        return null;
    }

    /** Waits until the kernel has the membership; false if that takes more than ten seconds. */
    boolean awaitJoined() throws InterruptedException {
        return joined.await(10, TimeUnit.SECONDS);
    }

    /** Leaves the group. */
    void leave() {
        left = true;
    }
}
