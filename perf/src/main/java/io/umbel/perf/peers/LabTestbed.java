package io.umbel.perf.peers;

import io.umbel.dpdk.Eal;
import io.umbel.perf.gen.Tester;
import io.umbel.perf.gen.TesterDevices;
import io.umbel.perf.lab.Host;
import io.umbel.perf.lab.Lab;
import io.umbel.perf.lab.NetworkNamespace;
import io.umbel.perf.rfc3918.Testbed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The testbed in the lab of network namespaces: the tester's ports are the hosts' ends of the lab's links, and those of one more link that has no
 * device between its ends. They are opened once, and stay while devices under test come and go.
 */
final class LabTestbed implements AutoCloseable {
    /** Links of the device under test: one to the sender, the others to receivers. */
    static final int LINKS = 4;

    private static final int POOL_SIZE = 32_767;

    /** Packet memory that this takes in ordinary pages, in MiB. */
    static final int MEMORY_MIB = 384;

    private final TesterDevices devices;
    private final Tester tester;
    private final String device;

    /** @param device af_xdp or af_packet */
    LabTestbed(Eal eal, Lab lab, String device, int igmpVersion) {
        this.device = device;
        List<TesterDevices.Wanted> wanted = new ArrayList<>();
        List<Host> hosts = new ArrayList<>(List.of(lab.sender()));
        hosts.addAll(lab.receivers());
        for (Host host : hosts) {
            wanted.add(new TesterDevices.Wanted(
                    host.name(), devargs(wanted.size(), "eth0"), host.namespace(), host.address(), 0));
        }
        NetworkNamespace loop = lab.loop();
        for (String end : List.of("eth0", "eth1")) {
            wanted.add(new TesterDevices.Wanted(
                    "loop " + end,
                    devargs(wanted.size(), end),
                    loop,
                    lab.sender().address(),
                    0));
        }
        this.devices = TesterDevices.open(POOL_SIZE, igmpVersion, wanted);
        this.tester = new Tester(eal, devices.pool(), devices.ports());
    }

    private String devargs(int number, String link) {
        return "net_" + device + number + ",iface=" + link + (device.equals("af_packet") ? ",framecnt=4096" : "");
    }

    Testbed testbed() {
        Map<String, String> setup = new LinkedHashMap<>();
        setup.put(
                "topology",
                "one ingress (sender) and three egresses (east1, east2, east3), each a veth pair between the tester and "
                        + "the device under test, in network namespaces of this machine");
        setup.put(
                "tester",
                "umbel's generator and analyser, one thread that polls all ports, DPDK net_" + device
                        + ", ordinary pages; latency from the generator's time stamp to the analyser's");
        setup.put(
                "tester's own latency",
                "over one more veth pair without a device; through the device there are two pairs");
        return new Testbed(tester, 0, List.of(1, 2, 3), List.of(LINKS, LINKS + 1), setup);
    }

    @Override
    public void close() {
        tester.close();
        devices.close();
    }
}
