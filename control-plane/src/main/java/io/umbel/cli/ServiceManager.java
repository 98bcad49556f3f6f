package io.umbel.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * Whoever started this process as a service and wants to know when it is ready: the protocol of sd_notify(3), a datagram to the
 * Unix socket that the environment names. From a shell, nobody wants to know. Java has no Unix datagrams of its own.
 */
final class ServiceManager {
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final byte[] READY = "READY=1".getBytes(StandardCharsets.US_ASCII);

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int PATH = 2;
    private static final int MAX_PATH = 107;

    private static final MethodHandle SOCKET_CALL =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO_CALL = function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE_CALL = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private ServiceManager() {}

    /**
     * Says that the service is up.
     *
     * @throws IllegalStateException in one sentence, if somebody waits to hear it and cannot be told
     */
    static void ready() {
        String socket = System.getenv(SOCKET);
        if (socket != null) {
            send(socket, READY);
        }
    }

    /** Sends a datagram to a Unix socket; a name that begins with {@code @} is one of Linux's abstract ones. */
    static void send(String socket, byte[] message) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length > MAX_PATH) {
            throw new IllegalStateException(SOCKET + " is '" + socket + "'; allowed are 1 to " + MAX_PATH + " octets");
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(PATH + MAX_PATH + 1, Short.BYTES);
            address.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH, path.length);
            MemorySegment octets = arena.allocateFrom(JAVA_BYTE, message);
            int descriptor = (int) SOCKET_CALL.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            long sent = (long)
                    SENDTO_CALL.invokeExact(descriptor, octets, octets.byteSize(), 0, address, PATH + path.length);
            int _ = (int) CLOSE_CALL.invokeExact(descriptor);
            if (sent != message.length) {
                throw new IllegalStateException(
                        "nobody listens on the socket '" + socket + "' that " + SOCKET + " names");
            }
        } catch (RuntimeException | Error alreadyClear) {
            throw alreadyClear;
        } catch (Throwable e) {
            throw new AssertionError("socket, sendto and close throw nothing", e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
