package io.umbel.dpdk;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** On which cores threads run, as the kernel tells. */
class CpuAffinityTest {
    @Test
    void vacatedCoreIsLeftByAllThreads_earlierAndLater_butTheOneThatPinsItself() throws Exception {
        assumeTrue(
                Runtime.getRuntime().availableProcessors() == 2,
                "with other numbers of cores, the lists read otherwise");
        assertEquals("all: 0\npinned: 1", Command.output(Command.java(VacateCore.class, "1")));
    }

    @Test
    void coreThatIsNoneIsRefused() {
        assertEquals(
                "core 1024: allowed is 0 to 1023",
                assertThrows(IllegalStateException.class, () -> CpuAffinity.pin(1024))
                        .getMessage());
        assertEquals(
                "core 1023 is none that this process may use",
                assertThrows(IllegalStateException.class, () -> CpuAffinity.pin(1023))
                        .getMessage());
    }
}
