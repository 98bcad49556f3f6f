package io.umbel.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A named network namespace of this machine, as {@code ip netns} makes them.
 *
 * @param name as in {@code ip netns list}
 */
public record NetworkNamespace(String name) {
    /** Moves the calling thread into the namespace: sockets it opens from now on are the namespace's. Needs root. */
    public void enter() {
        int fd = Linux.open("/run/netns/" + name, Linux.O_RDONLY | Linux.O_CLOEXEC);
        try {
            Linux.setns(fd, Linux.CLONE_NEWNET);
        } finally {
            Linux.close(fd);
        }
    }

    /** Datagrams that the kernel of the calling thread's namespace received for a socket and threw away. */
    static long udpErrors() {
        try {
            // Two lines: the names of the counters, then their values.
            List<String> udp = Files.readAllLines(Path.of("/proc/thread-self/net/snmp")).stream()
                    .filter(line -> line.startsWith("Udp:"))
                    .toList();
            int column = List.of(udp.getFirst().split(" ", -1)).indexOf("InErrors");
            return Long.parseLong(udp.getLast().split(" ", -1)[column]);
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel's UDP counters cannot be read", e);
        }
    }
}
