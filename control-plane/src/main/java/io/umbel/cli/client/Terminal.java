package io.umbel.cli.client;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * Where standard output goes: to a terminal of some size, or into a file or pipe, which has none.
 *
 * @param columns how wide it is, if it is a terminal
 * @param rows how high it is; without meaning if it is none
 */
record Terminal(OptionalInt columns, int rows) {
    /** What is printed to no terminal has no lines cut. */
    private static final Terminal NONE = new Terminal(OptionalInt.empty(), 0);

    private static final int STDOUT = 1;
    private static final long TIOCGWINSZ = 0x5413;
    private static final int ROWS = 0;
    private static final int COLUMNS = 2;
    private static final int WINSIZE_OCTETS = 8;

    private static final MethodHandle IOCTL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));

    /** That of this process, now: people drag at windows. */
    static Terminal ofStandardOutput() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINSIZE_OCTETS, Short.BYTES);
            int result = (int) IOCTL.invokeExact(STDOUT, TIOCGWINSZ, size);
            int columns = Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS));
            // A terminal that does not know its size says 0.
            return result != 0 || columns == 0
                    ? NONE
                    : new Terminal(OptionalInt.of(columns), Short.toUnsignedInt(size.get(JAVA_SHORT, ROWS)));
        } catch (Throwable e) {
            throw new AssertionError("ioctl throws nothing", e);
        }
    }

    /** Whether it is one. */
    boolean isThere() {
        return columns.isPresent();
    }
}
