package io.umbel.perf.gen;

import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.PollingThread;
import io.umbel.perf.lab.Lab;
import io.umbel.perf.lab.LabTest;
import io.umbel.perf.lab.NetworkNamespace;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The tester's devices in ordinary pages, where DPDK leaves the most room between mbufs. */
@LabTest
@ExtendWith(DpdkExtension.class)
class TesterDevicesTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final int POOL_SIZE = 32_767;
    private static final int FRAME = 60;
    private static final int NUMBER_AT = 14;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void whateverMbufAFrameLiesIn_itCrossesALinkByAfXdp(Eal eal) {
        try (Lab lab = Lab.build(HOME)) {
            NetworkNamespace loop = lab.loop();
            try (TesterDevices devices = TesterDevices.open(
                            POOL_SIZE,
                            3,
                            List.of(
                                    new TesterDevices.Wanted("near", "net_af_xdp90,iface=eth0", loop, 0, 0),
                                    new TesterDevices.Wanted("far", "net_af_xdp91,iface=eth1", loop, 0, 0)));
                    PollingThread thread = new PollingThread(eal, devices.pool())) {
                long[] mbufs = LongStream.generate(thread.cache()::take)
                        .takeWhile(mbuf -> mbuf != 0)
                        .toArray();
                assertTrue(mbufs.length > POOL_SIZE - 10_000, "the devices hold some, not " + mbufs.length + " less");
                assertEquals(
                        Set.of(),
                        lost(mbufs, devices.ports().getFirst(), devices.ports().getLast(), thread));
            }
        }
    }

    /** Sends a frame in each of the mbufs, and returns the numbers of those that did not come. */
    private static Set<Integer> lost(long[] mbufs, TesterPort near, TesterPort far, PollingThread thread) {
        Set<Integer> missing = new TreeSet<>();
        try (Arena arena = Arena.ofConfined()) {
            long burst = arena.allocate(ValueLayout.JAVA_LONG).address();
            for (int number = 0; number < mbufs.length; number++) {
                Mbuf.initialise(mbufs[number], FRAME, 0);
                UnsafeApi.setMemory(Mbuf.freshData(mbufs[number]), FRAME, (byte) 0xff);
                UnsafeApi.putInt(Mbuf.freshData(mbufs[number]) + NUMBER_AT, number);
                UnsafeApi.putLong(burst, mbufs[number]);
                missing.add(number);
                while (near.tx().send(burst, 1) == 0) {
                    take(far, thread, missing);
                }
                take(far, thread, missing);
            }
        }
        long begin = System.nanoTime();
        while (!missing.isEmpty() && System.nanoTime() - begin < PATIENCE_NANOS) {
            near.tx().send(0, 0);
            take(far, thread, missing);
        }
        return missing;
    }

    private static void take(TesterPort far, PollingThread thread, Set<Integer> missing) {
        for (byte[] frame : thread.receive(far.rx())) {
            missing.remove(ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder()).getInt(NUMBER_AT));
        }
    }
}
