package io.umbel.perf.peers;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.gen.Tester;
import io.umbel.perf.gen.TesterDevices;
import io.umbel.perf.rfc3918.Testbed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The testbed of a machine that has nothing but the tester: its ports are DPDK devices, and the device under test is beyond their cables. */
final class CardTestbed implements AutoCloseable {
    private static final int POOL_SIZE = 65_535;
    private static final int MEMORY_MIB = 512;

    private final TesterDevices devices;
    private final Tester tester;
    private final List<Port> ports;
    private final int loops;

    /** A port: the address of its hosts, and what DPDK calls the device. */
    record Port(int address, String devargs) {
        /**
         * Reads {@code ADDRESS@DEVICE}.
         *
         * @throws IllegalArgumentException in one sentence, if it is anything else
         */
        static Port parse(String text) {
            String[] parts = text.split("@", 2);
            if (parts.length != 2 || parts[1].isEmpty()) {
                throw new IllegalArgumentException(
                        "--port is '" + text + "'; allowed is ADDRESS@DEVICE, as in 10.0.1.2@0000:03:00.0");
            }
            return new Port(Ipv4Address.parse(parts[0]), parts[1]);
        }
    }

    /**
     * @param ports the first is the ingress, the others are egresses
     * @param loops none, or two devices that are joined by a cable
     */
    CardTestbed(Eal eal, List<Port> ports, List<String> loops, int igmpVersion) {
        this.ports = ports;
        this.loops = loops.size();
        List<TesterDevices.Wanted> wanted = new ArrayList<>();
        for (Port port : ports) {
            String name = wanted.isEmpty() ? "ingress" : "egress " + wanted.size();
            wanted.add(new TesterDevices.Wanted(name, port.devargs, null, port.address, 0));
        }
        for (String loop : loops) {
            wanted.add(new TesterDevices.Wanted("loop", loop, null, ports.getFirst().address, 0));
        }
        this.devices = TesterDevices.open(POOL_SIZE, igmpVersion, wanted);
        this.tester = new Tester(eal, devices.pool(), devices.ports());
    }

    /** How DPDK is started for such ports. */
    static EalOptions ealOptions(List<Port> ports) {
        boolean pci = ports.stream().anyMatch(port -> !port.devargs.startsWith("net_"));
        boolean huge = EalOptions.freeHugePagesMiB() >= MEMORY_MIB;
        return new EalOptions(huge ? EalOptions.Memory.HUGE_PAGES : EalOptions.Memory.ORDINARY_PAGES, MEMORY_MIB, pci);
    }

    Testbed testbed() {
        Map<String, String> setup = new LinkedHashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            setup.put(
                    i == 0 ? "ingress" : "egress " + i,
                    ports.get(i).devargs + ", hosts " + Ipv4Address.format(ports.get(i).address));
        }
        setup.put(
                "tester",
                "umbel's generator and analyser, one thread that polls all ports; latency from the generator's time stamp to the "
                        + "analyser's");
        return new Testbed(
                tester,
                0,
                IntStream.range(1, ports.size()).boxed().toList(),
                loops == 0 ? List.of() : List.of(ports.size(), ports.size() + 1),
                setup);
    }

    @Override
    public void close() {
        tester.close();
        devices.close();
    }
}
