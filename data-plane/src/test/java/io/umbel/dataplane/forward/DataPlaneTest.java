package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dpdk.DpdkExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What devices and the machine can and cannot do of what a data plane is set to. */
@ExtendWith(DpdkExtension.class)
class DataPlaneTest {
    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @BeforeEach
    void doTheControlPlanesShare() {
        SharedDirectory shared = directory.get();
        MfeTable.createOrRecover(shared, 1024).close();
        MfeChanges.publisher(shared).close();
        Upcalls.openOrCreate(shared).close();
        Punts.openOrCreate(shared).close();
        Injections.openOrCreate(shared).close();
    }

    @Test
    void deviceThatCanIsGivenAnMtuAboveItsOwn() {
        try (DataPlane dataPlane = open("net_null7", 1500, 9000)) {
            assertEquals(0, dataPlane.stop());
        }
    }

    @Test
    void deviceThatCannotIsRefusedWithOneSentence() {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> open("net_ring7", 1500, 9000));
        assertEquals(
                "interface vlan2: mtu is 9000, and the device net_ring7 refuses that "
                        + "(rte_eth_dev_set_mtu(net_ring7): Operation not supported); allowed is its own, 1500, or less",
                refusal.getMessage());
    }

    @Test
    void smallerMtuIsNotTheDevicesBusiness() {
        try (DataPlane dataPlane = open("net_ring7", 1500, 68)) {
            assertEquals(0, dataPlane.stop());
        }
    }

    @Test
    void coreThatTheMachineHasNot_isRefusedWithOneSentence_andNothingIsLost() {
        try (DataPlane dataPlane = open(List.of(1023), "net_null7", 1500)) {
            IllegalStateException refusal = assertThrows(IllegalStateException.class, dataPlane::start);
            assertEquals("umbel-worker-0: core 1023 is none that this process may use", refusal.getMessage());
            assertEquals(0, dataPlane.stop());
        }
    }

    /** A data plane with an interface for each of these MTUs, all on one device. */
    private DataPlane open(String device, int... mtus) {
        return open(List.of(), device, mtus);
    }

    private DataPlane open(List<Integer> cores, String device, int... mtus) {
        List<InterfaceSettings> interfaces = IntStream.range(0, mtus.length)
                .mapToObj(i -> new InterfaceSettings("vlan" + (i + 1), device, null, i + 1, 0x0a00_0001 + i, mtus[i]))
                .toList();
        return DataPlane.open(
                DpdkExtension.eal(),
                new DataPlaneSettings(
                        directory.get(),
                        interfaces,
                        1,
                        cores,
                        8191,
                        DataPlaneSettings.Idle.BACKOFF,
                        HoldSettings.DEFAULT));
    }
}
