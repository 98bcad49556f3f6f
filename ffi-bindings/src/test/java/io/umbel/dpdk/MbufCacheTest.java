package io.umbel.dpdk;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(DpdkExtension.class)
class MbufCacheTest {
    private PacketPool pool;
    private PollingThread thread;
    private MbufCache cache;

    @BeforeEach
    void createPool(Eal eal) {
        pool = PacketPool.create("cache", 1023, 64, 256);
        thread = new PollingThread(eal, pool);
        cache = thread.cache();
    }

    @AfterEach
    void everyMbufCameBack() {
        assertEquals(pool.size(), pool.available());
        thread.close();
        pool.close();
    }

    @Test
    void givesEveryMbufOfThePoolOnceAndThenNone() {
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < pool.size(); i++) {
            assertTrue(taken.add(cache.take()));
        }
        assertFalse(taken.contains(0L));
        assertEquals(0, cache.take());
        assertEquals(0, pool.available());
        taken.forEach(cache::free);
    }

    @Test
    void reservedMbufsAreThere() {
        assertTrue(cache.reserve(100));
        assertEquals(pool.size(), pool.available());
    }

    @Test
    void tooLargeAReservationTakesNothing() {
        long[] taken = new long[pool.size() - 10];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = cache.take();
        }
        assertFalse(cache.reserve(11));
        assertTrue(cache.reserve(10));
        assertEquals(10, pool.available());
        for (long mbuf : taken) {
            cache.free(mbuf);
        }
    }

    @Test
    void mbufReturnedLastIsTakenFirst() {
        long first = cache.take();
        cache.free(first);
        assertEquals(first, cache.take());
        cache.free(first);
    }

    @Test
    void sharedPayloadReturnsWithItsLastHolder() {
        long payload = thread.mbufOf(new byte[] {3, 4});
        long head = thread.mbufOf(new byte[] {1, 2});
        long otherHead = thread.mbufOf(new byte[] {5});
        Mbuf.share(payload, 2);
        Mbuf.chain(head, payload);
        Mbuf.chain(otherHead, payload);

        assertArrayEquals(new byte[] {1, 2, 3, 4}, PollingThread.frameOf(head));
        assertArrayEquals(new byte[] {5, 3, 4}, PollingThread.frameOf(otherHead));
        cache.free(head);
        assertEquals(pool.size() - 2, pool.available());
        cache.free(otherHead);
        assertEquals(pool.size(), pool.available());
    }

    @Test
    void unregisteredThreadIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MbufCache(pool, -1));
    }

    @Test
    void registeredThreadsHaveDifferentLcores(Eal eal) throws Exception {
        int[] other = new int[1];
        Thread second = new Thread(() -> {
            other[0] = eal.registerThread();
            eal.unregisterThread();
        });
        second.start();
        second.join();
        assertNotEquals(DpdkLibrary.lcoreId(), other[0]);
    }
}
