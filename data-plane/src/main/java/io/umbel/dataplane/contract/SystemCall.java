package io.umbel.dataplane.contract;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * What Linux does when it is asked by number ({@code syscall(2)}), for calls that the C library of some supported systems has
 * no function for. Any thread may call.
 */
enum SystemCall {
    FUTEX(202, 98),
    SCHED_SETATTR(314, 274),
    SCHED_GETATTR(315, 275);

    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));

    private final long number;

    SystemCall(int onX86, int onAarch64) {
        this.number = System.getProperty("os.arch").equals("aarch64") ? onAarch64 : onX86;
    }

    /** Returns what the kernel does, or -1 if it refuses; why is not told. */
    long call(long first, long second, long third, long fourth) {
        try {
            return (long) SYSCALL.invokeExact(number, first, second, third, fourth);
        } catch (Throwable e) {
            throw new AssertionError("syscall throws nothing", e);
        }
    }
}
