package io.umbel.perf.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.Duration;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * A raw socket on a network interface of the namespace of the thread that opened it, for whole Ethernet frames. Only that
 * thread may use it.
 */
final class PacketSocket implements AutoCloseable {
    private static final int ETH_P_ALL = 3;
    private static final int BUFFER_OCTETS = 64 << 20;
    private static final int SOCKADDR_LL_OCTETS = 20;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment callState = Linux.captureState(arena);
    private final int fd;

    private PacketSocket(String interfaceName, int protocol) {
        this.fd = Linux.socket(Linux.AF_PACKET, Linux.SOCK_RAW, networkOrder(protocol));
        MemorySegment address = arena.allocate(SOCKADDR_LL_OCTETS, Integer.BYTES);
        address.set(JAVA_SHORT, 0, (short) Linux.AF_PACKET);
        address.set(JAVA_SHORT, 2, networkOrder(protocol));
        address.set(JAVA_INT, 4, Linux.interfaceIndex(interfaceName));
        Linux.bind(fd, address);
    }

    /**
     * Opens a socket that sees every frame on the interface, in both directions.
     *
     * @param patience how long {@link TimedReader#next} waits for a frame
     */
    static PacketSocket capturing(String interfaceName, Duration patience) {
        PacketSocket socket = new PacketSocket(interfaceName, ETH_P_ALL);
        Arena arena = socket.arena;
        Linux.setsockopt(
                socket.fd, Linux.SOL_SOCKET, Linux.SO_RCVBUFFORCE, arena.allocateFrom(JAVA_INT, BUFFER_OCTETS));
        Linux.setsockopt(
                socket.fd,
                Linux.SOL_SOCKET,
                Linux.SO_RCVTIMEO,
                arena.allocateFrom(JAVA_LONG, patience.toSeconds(), patience.toNanosPart() / 1000L));
        return socket;
    }

    /** Opens a socket that sends frames and receives none. */
    static PacketSocket sending(String interfaceName) {
        return new PacketSocket(interfaceName, 0);
    }

    /** Sends one frame, as it is; waits if the interface's queue is full. */
    void send(MemorySegment frame) {
        Linux.send(fd, frame, callState);
    }

    /** Frames one by one, each with its time. Belongs to the socket. */
    TimedReader timed() {
        return new TimedReader(fd, arena);
    }

    private static short networkOrder(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? (short) value : Short.reverseBytes((short) value);
    }

    @Override
    public void close() {
        Linux.close(fd);
        arena.close();
    }
}
