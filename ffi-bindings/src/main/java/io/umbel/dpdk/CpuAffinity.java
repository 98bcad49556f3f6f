package io.umbel.dpdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** On which cores threads run ({@code sched_setaffinity(2)}). Any thread may call. */
public final class CpuAffinity {
    /** Cores that a {@code cpu_set_t} names. */
    public static final int MAX_CORES = 1024;

    private static final MethodHandle SET_AFFINITY = affinity("sched_setaffinity");
    private static final MethodHandle GET_AFFINITY = affinity("sched_getaffinity");

    private static final int CALLING_THREAD = 0;
    private static final Path THREADS = Path.of("/proc/self/task");

    private CpuAffinity() {}

    private static MethodHandle affinity(String function) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(function).orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    }

    /** The cores on which the calling thread may run, as the kernel counts them from 0. */
    public static BitSet allowed() {
        return allowed(CALLING_THREAD);
    }

    /**
     * Has the calling thread run on one core only.
     *
     * @param core its number, as the kernel counts them from 0
     * @throws IllegalStateException if there is no such core, or this process may not use it
     */
    public static void pin(int core) {
        if (core < 0 || core >= MAX_CORES) {
            throw new IllegalStateException("core " + core + ": allowed is 0 to " + (MAX_CORES - 1));
        }
        BitSet only = new BitSet();
        only.set(core);
        if (!allow(CALLING_THREAD, only)) {
            throw new IllegalStateException("core " + core + " is none that this process may use");
        }
    }

    /**
     * Has all threads of this process, those of the JVM too, keep off some cores, and with them all that they start from now
     * on; whoever is to have such a core then {@linkplain #pin pins} itself to it. A thread that may run on these cores only is
     * left alone.
     *
     * @param cores their numbers, as the kernel counts them from 0
     */
    public static void vacate(Collection<Integer> cores) {
        if (cores.isEmpty()) {
            return;
        }
        Set<Integer> told = new HashSet<>();
        Set<Integer> untold = threads();
        // Until there is none that was started meanwhile by one that had not been told yet.
        while (!untold.isEmpty()) {
            untold.forEach(thread -> keepOff(thread, cores));
            told.addAll(untold);
            untold = threads();
            untold.removeAll(told);
        }
    }

    private static Set<Integer> threads() {
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.map(thread -> Integer.valueOf(thread.getFileName().toString()))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keepOff(int thread, Collection<Integer> cores) {
        BitSet allowed = allowed(thread);
        cores.forEach(allowed::clear);
        if (!allowed.isEmpty()) {
            // If that fails, the thread has ended.
            allow(thread, allowed);
        }
    }

    /** The cores on which a thread may run; none if it has ended. */
    private static BitSet allowed(int thread) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment cores = call.allocate(MAX_CORES / Byte.SIZE, Long.BYTES);
            int result = (int) GET_AFFINITY.invokeExact(thread, cores.byteSize(), cores);
            return result == 0 ? BitSet.valueOf(cores.toArray(JAVA_LONG)) : new BitSet();
        } catch (Throwable e) {
            throw new AssertionError("sched_getaffinity throws nothing", e);
        }
    }

    /** Whether the kernel does so. */
    private static boolean allow(int thread, BitSet allowed) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment cores =
                    call.allocateFrom(JAVA_LONG, Arrays.copyOf(allowed.toLongArray(), MAX_CORES / Long.SIZE));
            return (int) SET_AFFINITY.invokeExact(thread, cores.byteSize(), cores) == 0;
        } catch (Throwable e) {
            throw new AssertionError("sched_setaffinity throws nothing", e);
        }
    }
}
