package io.umbel.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * System calls that Java has no name for, or that Java's sockets hide: entering a network namespace, a receive buffer
 * beyond the machine's limit, many datagrams in one call, the time at which the kernel saw a packet.
 *
 * <p>Any thread may call. A failed call throws {@link UncheckedIOException} with the call's name and the kernel's reason,
 * except where said. Constants are those of Linux on x86-64 and AArch64.
 */
final class Linux {
    static final int STDOUT = 1;
    static final int STDERR = 2;
    static final int AF_INET = 2;
    static final int AF_PACKET = 17;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CLOEXEC = 0x80000;
    static final int CLONE_NEWNET = 0x40000000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_RCVTIMEO = 20;
    static final int SO_TIMESTAMPNS = 35;
    static final int IPPROTO_IP = 0;
    static final int IP_MULTICAST_IF = 32;
    static final int IP_MULTICAST_TTL = 33;
    static final int IP_ADD_MEMBERSHIP = 35;
    static final int IP_DROP_MEMBERSHIP = 36;
    static final int IP_ADD_SOURCE_MEMBERSHIP = 39;
    static final int IP_DROP_SOURCE_MEMBERSHIP = 40;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_WAITFORONE = 0x10000;

    private static final int EAGAIN = 11;
    private static final int ENOBUFS = 105;
    private static final long PAUSE_NANOS = 50_000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno")).withInvokeExactBehavior();

    private static final MethodHandle OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle DUP = function("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle DUP2 = function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle ISATTY = function("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS = function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle BIND =
            function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CONNECT =
            function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECVMMSG =
            function("recvmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle RECVMSG =
            function("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle IF_NAMETOINDEX =
            function("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle STRERROR =
            LINKER.downcallHandle(LIBC.findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Linux() {}

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return call("open " + path, OPEN, arena.allocateFrom(path), flags);
        }
    }

    static void close(int fd) {
        call("close", CLOSE, fd);
    }

    /** Another descriptor of the same file. */
    static int dup(int fd) {
        return call("dup", DUP, fd);
    }

    /** Makes {@code target} another descriptor of the file of {@code fd}. */
    static void dup2(int fd, int target) {
        call("dup2", DUP2, fd, target);
    }

    static boolean isTerminal(int fd) {
        return call("isatty", ISATTY, fd) == 1;
    }

    /** Moves the calling thread, and no other, into a namespace. */
    static void setns(int fd, int type) {
        call("setns", SETNS, fd, type);
    }

    static int socket(int family, int type, int protocol) {
        return call("socket", SOCKET, family, type, protocol);
    }

    static void setsockopt(int fd, int level, int option, MemorySegment value) {
        call("setsockopt level " + level + " option " + option, SETSOCKOPT, fd, level, option, value, (int)
                value.byteSize());
    }

    static void bind(int fd, MemorySegment address) {
        call("bind", BIND, fd, address, (int) address.byteSize());
    }

    static void connect(int fd, MemorySegment address) {
        call("connect", CONNECT, fd, address, (int) address.byteSize());
    }

    /**
     * Sends one datagram or frame to where the socket is connected or bound, and waits while the interface has no room for it.
     * {@code state} is scratch of {@link #captureState}.
     */
    static void send(int fd, MemorySegment payload, MemorySegment state) {
        try {
            int sent = trySend(fd, payload, state);
            while (sent < 0 && errno(state) == ENOBUFS) {
                LockSupport.parkNanos(PAUSE_NANOS);
                sent = trySend(fd, payload, state);
            }
            check(sent, "send", state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int trySend(int fd, MemorySegment payload, MemorySegment state) throws Throwable {
        return (int) (long) SEND.invokeExact(state, fd, payload, payload.byteSize(), 0);
    }

    /** Receives up to {@code count} datagrams; 0 if none came before the socket's time limit. */
    static int recvmmsg(int fd, MemorySegment messages, int count, int flags, MemorySegment state) {
        try {
            int received = (int) RECVMMSG.invokeExact(state, fd, messages, count, flags, MemorySegment.NULL);
            if (received < 0 && errno(state) == EAGAIN) {
                return 0;
            }
            return check(received, "recvmmsg", state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Receives one datagram; returns its length, or -1 if none came before the socket's time limit. */
    static int recvmsg(int fd, MemorySegment message, int flags, MemorySegment state) {
        try {
            int length = (int) (long) RECVMSG.invokeExact(state, fd, message, flags);
            return length < 0 && errno(state) == EAGAIN ? -1 : check(length, "recvmsg", state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The index of a network interface of the calling thread's namespace. */
    static int interfaceIndex(String name) {
        try (Arena arena = Arena.ofConfined()) {
            int index = call("if_nametoindex " + name, IF_NAMETOINDEX, arena.allocateFrom(name));
            if (index == 0) {
                throw new IllegalStateException("there is no network interface " + name + " here");
            }
            return index;
        }
    }

    /** What the calls that are to be fast need to report errors: allocated once, for one thread. */
    static MemorySegment captureState(Arena arena) {
        return arena.allocate(CAPTURE);
    }

    /** Any call that need not be fast. */
    private static int call(String what, MethodHandle function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = captureState(arena);
            List<Object> all = new ArrayList<>(List.of(state));
            all.addAll(List.of(arguments));
            return check((int) function.invokeWithArguments(all), what, state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LIBC.findOrThrow(name), descriptor, all);
    }

    private static int check(int result, String what, MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException(what + ": " + strerror(errno(state)));
        }
        return result;
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static String strerror(int errno) throws IOException {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new IOException("errno " + errno, e);
        }
    }

    /** What a method handle may throw by its signature, and doesn't, beside our own exception. */
    private static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case IOException io -> new UncheckedIOException(io.getMessage(), io);
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
