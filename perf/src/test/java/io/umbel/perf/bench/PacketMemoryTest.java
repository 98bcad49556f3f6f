package io.umbel.perf.bench;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PacketMemoryTest {
    @Test
    void everyFrameOfTheCaptureHasABufferBesideThoseInFlight() {
        assertEquals(
                100_000 - 256,
                PacketMemory.of(100_000, 1024).poolSize()
                        - PacketMemory.of(256, 1024).poolSize());
    }

    @Test
    void hugePagesAreTakenIfTheySuffice() {
        assertTrue(PacketMemory.of(100_000, 500).hugePages());
        assertFalse(PacketMemory.of(100_000, 499).hugePages());
    }

    @Test
    void aMillionEntriesNeedHugePagesAndTheSentenceSaysHowMuch() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> PacketMemory.of(1_000_000, 512));
        assertEquals(
                "1,000,000 entries need 2,697 MiB of packet memory in huge pages, and 512 MiB are free; "
                        + "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages says how many pages of 2 MiB there are",
                refused.getMessage());
    }

    @Test
    void twoProgramsNeedTwiceAsMuchInHugePages() {
        assertEquals(PacketMemory.of(1000, 516), PacketMemory.forTwo(1000, 516));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> PacketMemory.forTwo(1000, 515));
        assertEquals(
                "1,000 entries need, for two programs, 516 MiB of packet memory in huge pages, and 515 MiB are free; "
                        + "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages says how many pages of 2 MiB there are",
                refused.getMessage());
    }

    @Test
    void twoProgramsHaveOrdinaryPagesIfTheHugeOnesAreTooFewForOne() {
        assertEquals(PacketMemory.of(1000, 0), PacketMemory.forTwo(1000, 0));
    }
}
