package io.umbel.dpdk;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(DpdkExtension.class)
class PacketPoolTest {
    @Test
    void newPoolIsAllAvailable() {
        try (PacketPool pool = PacketPool.create("new", 511, 0, 2048)) {
            assertEquals(511, pool.available());
        }
    }

    @Test
    void poolLargerThanPacketMemoryIsRefused() {
        DpdkException refusal = assertThrows(DpdkException.class, () -> PacketPool.create("huge", 8_000_000, 0, 2048));
        assertEquals(
                "rte_pktmbuf_pool_create(huge, 8000000 mbufs of 2048 bytes): Cannot allocate memory",
                refusal.getMessage());
        assertEquals(12, refusal.errorNumber());
    }

    @Test
    void secondPoolOfAName() {
        try (PacketPool first = PacketPool.create("name", 511, 0, 2048)) {
            DpdkException refusal =
                    assertThrows(DpdkException.class, () -> PacketPool.create("name", first.size(), 0, 2048));
            assertTrue(String.valueOf(refusal.getMessage()).endsWith(": File exists"), refusal.getMessage());
        }
    }

    @Test
    void poolForOtherDevicesGivesOutAllMbufs() {
        List<String> devices = List.of("0000:03:00.0", "net_af_packet0,iface=eth1");
        try (PacketPool pool = PacketPool.createFor(devices, "others", 2000, 256, 2048)) {
            assertEquals(2000, pool.size());
            assertEquals(pool.size(), pool.made());
        }
    }

    @Test
    void poolForTheKernelGivesOutOnlyMbufsThatWouldLieInItIfTheyLaySideBySide() {
        List<String> devices = List.of("net_null0", "net_af_xdp0,iface=eth1");
        try (PacketPool pool = PacketPool.createFor(devices, "kernel", 2000, 256, 2048);
                PollingThread thread = new PollingThread(DpdkExtension.eal(), pool)) {
            assertTrue(pool.size() >= 2000);
            assertEquals(pool.size(), pool.available());
            long[] mbufs = LongStream.generate(thread.cache()::take)
                    .limit(pool.size())
                    .sorted()
                    .toArray();
            assertEquals(0, thread.cache().take(), "there are no others");
            long sideBySide = LongStream.range(1, mbufs.length)
                    .map(i -> mbufs[(int) i] - mbufs[(int) i - 1])
                    .min()
                    .orElseThrow();
            long last = mbufs[mbufs.length - 1];
            assertTrue(last + sideBySide <= mbufs[0] + pool.made() * sideBySide);
            LongStream.of(mbufs).forEach(thread.cache()::free);
        }
    }
}
