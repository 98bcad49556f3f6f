package io.umbel.perf.lab;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A host of the lab. All hosts live in this process, each in a thread of its own that has entered the host's namespace.
 *
 * @param name as the tables show it
 * @param namespace where its sockets are
 * @param address its IPv4 address
 */
public record Host(String name, NetworkNamespace namespace, int address) {
    /** Runs a task as the host; its result or failure is in what is returned. */
    public <T> Future<T> start(Callable<T> task) {
        FutureTask<T> running = new FutureTask<>(() -> {
            namespace.enter();
            return task.call();
        });
        // A platform thread: a namespace is entered by a thread of the kernel, not by a virtual one.
        Thread.ofPlatform().name(name).daemon().start(running);
        return running;
    }
}
