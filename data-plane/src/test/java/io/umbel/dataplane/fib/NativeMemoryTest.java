package io.umbel.dataplane.fib;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class NativeMemoryTest {
    private NativeMemory memory = new NativeMemory(100);

    @AfterEach
    void free() {
        memory.free();
    }

    @Test
    void aSmallBlockBeginsOnACacheLine() {
        assertEquals(0, memory.address() % NativeMemory.CACHE_LINE);
    }

    @Test
    void aBlockOfAPageBeginsOnOne() {
        exchangeFor(NativeMemory.PAGE);

        assertEquals(0, memory.address() % NativeMemory.PAGE);
    }

    @Test
    void theKernelIsAskedToHaveALargeBlockInHugePages() throws Exception {
        exchangeFor(3L * NativeMemory.HUGE_PAGE);

        assertEquals(0, memory.address() % NativeMemory.HUGE_PAGE);
        assertTrue(flagsOfMappingWith(memory.address()).contains("hg"), "VmFlags without hg");
    }

    @Test
    void aBlockHasOnlyZeroesAlthoughItsMemoryWasUsedBefore() {
        long size = NativeMemory.HUGE_PAGE + 1;
        exchangeFor(size);
        UnsafeApi.setMemory(memory.address(), size, (byte) 0xff);

        exchangeFor(size);

        long sum = 0;
        for (long i = 0; i < size; i++) {
            sum += UnsafeApi.getByte(memory.address() + i);
        }
        assertEquals(0, sum);
    }

    private void exchangeFor(long size) {
        memory.free();
        memory = new NativeMemory(size);
    }

    /** What {@code proc(5)} says of the mapping in which an address lies. */
    private static List<String> flagsOfMappingWith(long address) throws Exception {
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] range = line.substring(0, line.indexOf(' ')).split("-", -1);
                inside = Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0;
            } else if (inside && line.startsWith("VmFlags:")) {
                return List.of(line.substring("VmFlags:".length()).strip().split(" ", -1));
            }
        }
        throw new AssertionError("no mapping has " + Long.toHexString(address));
    }
}
