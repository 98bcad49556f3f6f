package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/** The installed DPDK: is it the one that the bindings were generated for, and its thread-local variables. */
final class DpdkLibrary {
    /** The release that {@link org.dpdk} was generated from. Releases of one year and month share an ABI. */
    static final String RELEASE = "22.11";

    /** The ABI version in the libraries' sonames: {@code librte_eal.so.23}. */
    static final int ABI = 23;

    /** How far to look for another installed ABI, so that a refusal can name it: 20 is DPDK 19.11, 29 is 28.11. */
    private static final int OLDEST_ABI = 20;

    private static final int NEWEST_ABI = 29;

    private DpdkLibrary() {}

    /** Refuses, in one sentence, any DPDK but the one that the bindings were generated for. */
    static void requireAbi() {
        Optional<String> version = version(ABI);
        if (version.isEmpty()) {
            throw new UnsupportedDpdkException(
                    otherVersion().map(DpdkLibrary::found).orElse("no DPDK is installed") + allowed());
        }
        if (!isRelease(version.get())) {
            throw new UnsupportedDpdkException(found(version.get()) + allowed());
        }
    }

    /** Whether {@code rte_version()}'s answer, such as {@code DPDK 22.11.11}, is the release of the bindings. */
    static boolean isRelease(String version) {
        return version.matches("DPDK \\Q" + RELEASE + "\\E\\.\\d+.*");
    }

    /** This thread's {@code rte_errno}. */
    static int rteErrno() {
        return threadLocalInt("per_lcore__rte_errno");
    }

    /** This thread's lcore id, or {@code LCORE_ID_ANY} (-1) for one that EAL does not know. */
    static int lcoreId() {
        return threadLocalInt("per_lcore__lcore_id");
    }

    private static int threadLocalInt(String symbol) {
        try (Arena arena = Arena.ofConfined()) {
            // dlsym answers for a thread-local variable with its address in the calling thread, so never cache it.
            return lookup(soname(ABI), arena)
                    .flatMap(library -> library.find(symbol))
                    .orElseThrow(() -> new IllegalStateException("librte_eal has no " + symbol))
                    .reinterpret(Integer.BYTES)
                    .get(JAVA_INT, 0);
        }
    }

    private static Optional<String> otherVersion() {
        for (int abi = NEWEST_ABI; abi >= OLDEST_ABI; abi--) {
            Optional<String> version = version(abi);
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> version(int abi) {
        try (Arena arena = Arena.ofConfined()) {
            return lookup(soname(abi), arena)
                    .flatMap(library -> library.find("rte_version"))
                    .map(DpdkLibrary::callRteVersion);
        }
    }

    private static String callRteVersion(MemorySegment function) {
        try {
            MemorySegment version = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.of(ADDRESS))
                    .invokeExact();
            return version.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new AssertionError("rte_version cannot fail", e);
        }
    }

    private static Optional<SymbolLookup> lookup(String soname, Arena arena) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(soname, arena));
        } catch (IllegalArgumentException notInstalled) {
            return Optional.empty();
        }
    }

    private static String soname(int abi) {
        return "librte_eal.so." + abi;
    }

    private static String found(String version) {
        return "found " + version;
    }

    private static String allowed() {
        return ", but Umbel's bindings are for DPDK " + RELEASE + " (ABI " + ABI + ") and no other";
    }
}
