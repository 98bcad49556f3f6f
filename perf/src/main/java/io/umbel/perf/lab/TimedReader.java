package io.umbel.perf.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * Takes packets from a socket one by one, each with the time at which the kernel saw it on the interface: how late this
 * program looks does not matter. For the one thread that uses the socket.
 */
final class TimedReader {
    private static final int LARGEST_PACKET = 2048;

    // struct msghdr, struct iovec and struct cmsghdr of 64-bit Linux.
    private static final int MSGHDR_OCTETS = 56;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_CONTROL = 32;
    private static final int MSG_CONTROLLEN = 40;
    private static final int IOVEC_OCTETS = 16;
    private static final int IOV_LEN = 8;
    private static final int CONTROL_OCTETS = 64;
    private static final int CMSG_LEVEL = 8;
    private static final int CMSG_TYPE = 12;
    private static final int TIMESPEC_SECONDS = 16;
    private static final int TIMESPEC_NANOS = 24;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final int fd;
    private final MemorySegment callState;
    private final MemorySegment message;
    private final MemorySegment control;
    private final MemorySegment packet;
    private int length;

    /** @param arena lives as long as the socket is used */
    TimedReader(int fd, Arena arena) {
        this.fd = fd;
        this.callState = Linux.captureState(arena);
        this.packet = arena.allocate(LARGEST_PACKET);
        this.control = arena.allocate(CONTROL_OCTETS, Long.BYTES);
        this.message = arena.allocate(MSGHDR_OCTETS, Long.BYTES);
        MemorySegment vector = arena.allocate(IOVEC_OCTETS, Long.BYTES);
        vector.set(ADDRESS, 0, packet);
        vector.set(JAVA_LONG, IOV_LEN, LARGEST_PACKET);
        message.set(ADDRESS, MSG_IOV, vector);
        message.set(JAVA_LONG, MSG_IOVLEN, 1);
        message.set(ADDRESS, MSG_CONTROL, control);
        Linux.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPNS, arena.allocateFrom(JAVA_INT, 1));
    }

    /** Takes the next packet; false if none came in the time that the socket was opened with. */
    boolean next() {
        message.set(JAVA_LONG, MSG_CONTROLLEN, CONTROL_OCTETS);
        length = Linux.recvmsg(fd, message, 0, callState);
        return length >= 0;
    }

    /** The packet, until the next is taken. */
    MemorySegment packet() {
        return packet.asSlice(0, length);
    }

    /** When the kernel saw the packet, in nanoseconds since the epoch. */
    long timeNanos() {
        if (control.get(JAVA_INT, CMSG_LEVEL) != Linux.SOL_SOCKET
                || control.get(JAVA_INT, CMSG_TYPE) != Linux.SO_TIMESTAMPNS) {
            throw new IllegalStateException("the kernel gave a packet without its time");
        }
        return control.get(JAVA_LONG, TIMESPEC_SECONDS) * NANOS_A_SECOND + control.get(JAVA_LONG, TIMESPEC_NANOS);
    }
}
