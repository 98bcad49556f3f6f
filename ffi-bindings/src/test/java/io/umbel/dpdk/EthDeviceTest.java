package io.umbel.dpdk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(DpdkExtension.class)
class EthDeviceTest {
    private static final byte[] FRAME =
            "sixty octets of frame, or so, that come out as they went in ".getBytes(StandardCharsets.US_ASCII);

    private PacketPool pool;
    private PollingThread thread;

    @BeforeEach
    void createPool(Eal eal) {
        pool = PacketPool.create("devices", 4095, 256, 2048);
        thread = new PollingThread(eal, pool);
    }

    @AfterEach
    void everyMbufCameBack() {
        assertEquals(pool.size(), pool.available());
        thread.close();
        pool.close();
    }

    @Test
    void ringDeviceGivesBackWhatWasSent() {
        try (EthDevice ring = started("net_ring0")) {
            assertTrue(thread.send(ring.txQueue(0), FRAME));
            List<byte[]> received = thread.receive(ring.rxQueue(0));
            assertEquals(1, received.size());
            assertArrayEquals(FRAME, received.getFirst());
        }
    }

    @Test
    void nullDeviceReceivesEndlessly() {
        try (EthDevice device = started("net_null0,size=60")) {
            List<byte[]> received = thread.receive(device.rxQueue(0));
            assertEquals(32, received.size());
            assertEquals(60, received.getFirst().length);
            assertEquals(32, device.stats().inPackets());
        }
    }

    @Test
    void pcapDeviceRecordsWhatWasSent(@TempDir Path directory) throws Exception {
        Path capture = directory.resolve("out.pcap");
        try (EthDevice device = started("net_pcap0,tx_pcap=" + capture)) {
            assertTrue(thread.send(device.txQueue(0), FRAME));
        }
        byte[] recorded = Files.readAllBytes(capture);
        assertEquals(24 + 16 + FRAME.length, recorded.length);
        assertTrue(new String(recorded, StandardCharsets.ISO_8859_1)
                .endsWith(new String(FRAME, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void stoppedDeviceStartsAgain() {
        try (EthDevice ring = started("net_ring0")) {
            ring.stop();
            assertThrows(IllegalStateException.class, () -> ring.rxQueue(0));
            ring.start();
            assertTrue(thread.send(ring.txQueue(0), FRAME));
            assertEquals(1, thread.receive(ring.rxQueue(0)).size());
        }
    }

    @Test
    void closedDeviceIsProbedAnew() {
        started("net_null0,size=60").close();
        try (EthDevice device = started("net_null0,size=100")) {
            assertEquals(100, thread.receive(device.rxQueue(0)).getFirst().length);
        }
    }

    @Test
    void nullDeviceTakesNoFrameWhenThePoolIsEmptyAndGoesOnAfterwards() {
        try (EthDevice device = started("net_null0,size=60")) {
            long[] taken = takeAll();
            assertEquals(0, thread.receive(device.rxQueue(0)).size());
            for (long mbuf : taken) {
                thread.cache().free(mbuf);
            }
            assertEquals(32, thread.receive(device.rxQueue(0)).size());
        }
    }

    @Test
    void missingDriverIsRefusedInDpdksWords() {
        DpdkException refusal = assertThrows(DpdkException.class, () -> EthDevice.probe("net_nosuch0"));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("device net_nosuch0: "), refusal.getMessage());
    }

    @Test
    void missingCaptureIsRefusedWithTheDevicesArguments() {
        DpdkException refusal =
                assertThrows(DpdkException.class, () -> EthDevice.probe("net_pcap0,rx_pcap=/nonexistent.pcap"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("rx_pcap=/nonexistent.pcap"), refusal.getMessage());
    }

    @Test
    void deviceHasAMacAddressAndAnMtu(@TempDir Path directory) {
        try (EthDevice device = started("net_pcap0,tx_pcap=" + directory.resolve("out.pcap"))) {
            assertEquals(1500, device.mtu());
            // The driver's addresses are 02, "pcap" and a number.
            assertEquals(0x0270_6361_7000L, device.macAddress() & ~0xffL);
        }
    }

    private EthDevice started(String devargs) {
        EthDevice device = EthDevice.probe(devargs);
        device.configure(1, 1, pool);
        device.receiveEverything();
        device.start();
        return device;
    }

    private long[] takeAll() {
        long[] taken = new long[pool.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = thread.cache().take();
        }
        assertEquals(0, thread.cache().take());
        return taken;
    }
}
