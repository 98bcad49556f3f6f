package io.umbel.perf.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.function.Consumer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * A UDP socket of the Linux kernel, in the namespace of the thread that opened it. Only that thread may use it.
 *
 * <p>Addresses are ints whose most significant byte is the first octet.
 */
final class UdpSocket implements AutoCloseable {
    private static final int BUFFER_OCTETS = 32 << 20;
    private static final int BATCH = 64;
    private static final int LARGEST_DATAGRAM = 2048;

    // struct mmsghdr and struct iovec of 64-bit Linux.
    private static final int MMSGHDR_OCTETS = 64;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_LEN = 56;
    private static final int IOVEC_OCTETS = 16;
    private static final int IOV_LEN = 8;

    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment callState = Linux.captureState(arena);
    private final MemorySegment messages = arena.allocate((long) BATCH * MMSGHDR_OCTETS, Long.BYTES);
    private final MemorySegment datagrams = arena.allocate((long) BATCH * LARGEST_DATAGRAM);
    private final int fd;

    private UdpSocket(int fd) {
        this.fd = fd;
        MemorySegment vectors = arena.allocate((long) BATCH * IOVEC_OCTETS, Long.BYTES);
        for (int i = 0; i < BATCH; i++) {
            MemorySegment vector = vectors.asSlice((long) i * IOVEC_OCTETS, IOVEC_OCTETS);
            vector.set(ADDRESS, 0, slot(i));
            vector.set(JAVA_LONG, IOV_LEN, LARGEST_DATAGRAM);
            messages.set(ADDRESS, (long) i * MMSGHDR_OCTETS + MSG_IOV, vector);
            messages.set(JAVA_LONG, (long) i * MMSGHDR_OCTETS + MSG_IOVLEN, 1);
        }
    }

    /** Opens a socket that sends to a group, out of the interface that has the given address. */
    static UdpSocket sendingTo(int group, int port, int interfaceAddress, int ttl) {
        UdpSocket socket = open();
        socket.force(Linux.SO_SNDBUFFORCE);
        socket.set(Linux.IPPROTO_IP, Linux.IP_MULTICAST_IF, addresses(socket.arena, interfaceAddress));
        socket.set(Linux.IPPROTO_IP, Linux.IP_MULTICAST_TTL, socket.arena.allocateFrom(JAVA_INT, ttl));
        Linux.connect(socket.fd, socket.socketAddress(group, port));
        return socket;
    }

    /**
     * Opens a socket for what is sent to an address of this host or to a group, which it has not joined yet. Its
     * buffer is large, so that what is lost was lost on the way and not here.
     *
     * @param address 0 for any
     * @param patience how long {@link #receive} waits for a datagram
     */
    static UdpSocket receiving(int address, int port, Duration patience) {
        UdpSocket socket = open();
        socket.force(Linux.SO_RCVBUFFORCE);
        MemorySegment timeval =
                socket.arena.allocateFrom(JAVA_LONG, patience.toSeconds(), patience.toNanosPart() / 1000L);
        socket.set(Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, timeval);
        Linux.bind(socket.fd, socket.socketAddress(address, port));
        return socket;
    }

    /** Joins on the interface with the given address. The kernel reports that a moment later. */
    void join(Membership membership, int interfaceAddress) {
        change(membership, interfaceAddress, Linux.IP_ADD_MEMBERSHIP, Linux.IP_ADD_SOURCE_MEMBERSHIP);
    }

    /** Leaves again. */
    void leave(Membership membership, int interfaceAddress) {
        change(membership, interfaceAddress, Linux.IP_DROP_MEMBERSHIP, Linux.IP_DROP_SOURCE_MEMBERSHIP);
    }

    private void change(Membership membership, int interfaceAddress, int anySource, int oneSource) {
        // Not of the socket's arena, which would grow with every call.
        try (Arena call = Arena.ofConfined()) {
            if (membership.isSourceSpecific()) {
                set(
                        Linux.IPPROTO_IP,
                        oneSource,
                        addresses(call, membership.group(), interfaceAddress, membership.source()));
            } else {
                set(Linux.IPPROTO_IP, anySource, addresses(call, membership.group(), interfaceAddress));
            }
        }
    }

    /** Datagrams one by one, each with its time. Belongs to the socket. */
    TimedReader timed() {
        return new TimedReader(fd, arena);
    }

    private static UdpSocket open() {
        return new UdpSocket(Linux.socket(Linux.AF_INET, Linux.SOCK_DGRAM, 0));
    }

    /** Sends one datagram; waits if the socket's buffer is full. */
    void send(MemorySegment payload) {
        Linux.send(fd, payload, callState);
    }

    /**
     * Hands every datagram that is there to the consumer, up to a batch of them; waits for the first one.
     *
     * @return how many there were: 0 if none came in the time that the socket was opened with
     */
    int receive(Consumer<MemorySegment> consumer) {
        int received = Linux.recvmmsg(fd, messages, BATCH, Linux.MSG_WAITFORONE, callState);
        for (int i = 0; i < received; i++) {
            int length = messages.get(JAVA_INT, (long) i * MMSGHDR_OCTETS + MSG_LEN);
            consumer.accept(slot(i).asSlice(0, length));
        }
        return received;
    }

    /** Throws away what has arrived. */
    void discard() {
        while (Linux.recvmmsg(fd, messages, BATCH, Linux.MSG_DONTWAIT, callState) > 0) {
            // And again.
        }
    }

    private MemorySegment slot(int i) {
        return datagrams.asSlice((long) i * LARGEST_DATAGRAM, LARGEST_DATAGRAM);
    }

    /** A buffer beyond the machine's limit, which only root may ask for. */
    private void force(int option) {
        set(Linux.SOL_SOCKET, option, arena.allocateFrom(JAVA_INT, BUFFER_OCTETS));
    }

    private void set(int level, int option, MemorySegment value) {
        Linux.setsockopt(fd, level, option, value);
    }

    private static MemorySegment addresses(Arena arena, int... addresses) {
        MemorySegment segment = arena.allocate((long) addresses.length * Integer.BYTES);
        for (int i = 0; i < addresses.length; i++) {
            segment.set(NETWORK_INT, (long) i * Integer.BYTES, addresses[i]);
        }
        return segment;
    }

    private MemorySegment socketAddress(int address, int port) {
        MemorySegment socketAddress = arena.allocate(16, Long.BYTES);
        socketAddress.set(JAVA_SHORT, 0, (short) Linux.AF_INET);
        socketAddress.set(NETWORK_SHORT, 2, (short) port);
        socketAddress.set(NETWORK_INT, 4, address);
        return socketAddress;
    }

    @Override
    public void close() {
        Linux.close(fd);
        arena.close();
    }
}
