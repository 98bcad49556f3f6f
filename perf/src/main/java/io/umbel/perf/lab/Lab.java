package io.umbel.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lab of {@code dpdk-scripts/lab}: a sender, the appliance and three receivers, each in a network namespace. It is
 * taken down when it is closed, and when the process is told to end while it stands; a lab whose process was killed is
 * taken down by the next one to be built. Needs root.
 *
 * <p>Any thread may call.
 */
public final class Lab implements AutoCloseable {
    private final Path script;
    private final String id = Long.toString(ProcessHandle.current().pid());
    private final Thread takeDownAtExit = new Thread(this::interrupt, "lab-down");
    private boolean closed;
    private volatile boolean interrupted;

    private Lab(Path home) {
        this.script = home.resolve("dpdk-scripts/lab");
    }

    /**
     * Builds the lab of this process, which may have one at a time.
     *
     * @param home Umbel's directory
     */
    public static Lab build(Path home) {
        Lab lab = new Lab(home);
        Runtime.getRuntime().addShutdownHook(lab.takeDownAtExit);
        try {
            lab.run("sweep");
            lab.run("up", lab.id);
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /**
     * Puts more hosts on the link of the first receiver. Once, and before the appliance starts.
     *
     * @param count 1 to 9
     * @return those hosts
     */
    List<Host> share(int count) {
        run("share", id, Integer.toString(count));
        return IntStream.rangeClosed(11, 10 + count)
                .mapToObj(i -> host("east" + i, 10, 1, 1, i))
                .toList();
    }

    /** Adds a link of which both ends are in the namespace that is returned: {@code eth0} and {@code eth1}. Once. */
    public NetworkNamespace loop() {
        run("loop", id);
        return new NetworkNamespace(namespaces() + "loop");
    }

    /** Gives the appliance's namespace addresses and forwarding, so that its kernel can be the router. */
    public void makeRouter() {
        run("router", id);
    }

    /** Takes them away again, for an appliance that brings its own. */
    public void makeBare() {
        run("bare", id);
    }

    public Host sender() {
        return host("sender", 10, 0, 1, 2);
    }

    /** The sender's host, by its other address: a second source on the same link. */
    Host otherSource() {
        return new Host("sender", sender().namespace(), ipv4(10, 0, 1, 3));
    }

    public List<Host> receivers() {
        return List.of(host("east1", 10, 1, 1, 2), host("east2", 10, 1, 2, 2), host("east3", 10, 1, 3, 2));
    }

    /** How the names of its network namespaces begin. */
    String namespaces() {
        return "umbel-" + id + "-";
    }

    /** Where the appliance and its observers share their files; gone when the lab is. */
    Path sharedDirectory() {
        return Path.of("/dev/shm/umbel-lab-" + id);
    }

    /**
     * Starts a process in the appliance's namespace; it is killed if this process dies. It goes before the hosts where they
     * compete for a core: in a real network they would have their own.
     */
    public Process startInAppliance(List<String> command) throws IOException {
        List<String> before = new ArrayList<>(List.of("nice", "-n", "-10"));
        before.addAll(inNamespace(namespaces() + "appliance", command));
        return start(before);
    }

    /** Starts a process on a host; it is killed if this process dies. */
    Process startOn(Host host, String... command) throws IOException {
        return start(inNamespace(host.namespace().name(), List.of(command)));
    }

    private static List<String> inNamespace(String namespace, List<String> command) {
        List<String> inNamespace =
                new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "ip", "netns", "exec", namespace));
        inNamespace.addAll(command);
        return inNamespace;
    }

    /** Whether the process was told to end: what fails from then on, fails because the lab is being taken down. */
    public boolean isInterrupted() {
        return interrupted;
    }

    private Host host(String name, int... address) {
        return new Host(name, new NetworkNamespace(namespaces() + name), ipv4(address));
    }

    private static int ipv4(int... octets) {
        return octets[0] << 24 | octets[1] << 16 | octets[2] << 8 | octets[3];
    }

    /** Holding the lock, so that nothing is started any more once the lab is being taken down. */
    private synchronized Process start(List<String> command) throws IOException {
        if (closed) {
            throw new IllegalStateException("the lab is being taken down");
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private synchronized void run(String... verb) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(verb));
        try {
            Process process = start(command);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "the lab could not be built: " + String.join(" ", command) + " said: " + output);
            }
            if (!output.isEmpty()) {
                System.out.println(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void interrupt() {
        interrupted = true;
        System.err.println("umbel: interrupted, taking the lab down");
        takeDown();
    }

    private synchronized void takeDown() {
        if (!closed) {
            try {
                run("down", id);
            } finally {
                closed = true;
            }
        }
    }

    /** Ends every process in the lab and removes it. Closing it again does nothing. */
    @Override
    public void close() {
        if (!interrupted) {
            takeDown();
            Runtime.getRuntime().removeShutdownHook(takeDownAtExit);
        }
    }
}
