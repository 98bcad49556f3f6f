package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;

/**
 * Captures through an appliance's forwarding: the interfaces and routes of its configuration, the real worker, and a pcap
 * device in the place of every device. The same input gives the same output, octet for octet: one thread does everything in
 * a fixed order, an interface without a MAC address in the configuration has 02:00:00:00 and its index, and frame {@code n}
 * of an output is of {@code n} microseconds past the epoch.
 */
public final class Replay {
    private static final long UNCONFIGURED_MACS = 0x0200_0000_0000L;

    /** Passes without a single frame after which no more will come. */
    private static final int IDLE_PASSES = 10_000;

    private final ApplianceConfig config;
    private final Map<String, Path> captures;
    private final List<String> devices;
    private final Path work;

    private Replay(ApplianceConfig config, Map<String, Path> captures, Path work) {
        this.config = config;
        this.captures = captures;
        this.work = work;
        this.devices = config.interfaces().stream()
                .map(InterfaceConfig::device)
                .distinct()
                .toList();
    }

    /**
     * Forwards the captures and writes {@code NAME.pcap} into the output directory for every interface.
     *
     * @param eal DPDK; huge pages are not needed
     * @param captures by the name of the interface that receives them
     * @return the counters when all was done
     * @throws IllegalArgumentException in one sentence, if a name is no interface's
     * @throws IOException in one sentence, if a capture cannot be read or the output not be written; no output is written
     *     then, or not all of it
     */
    public static CounterSnapshot run(Eal eal, ApplianceConfig config, Map<String, Path> captures, Path output)
            throws IOException {
        checkNames(config, captures);
        Path work = Files.createTempDirectory("umbel-replay");
        try {
            Replay replay = new Replay(config, new TreeMap<>(captures), work);
            CounterSnapshot counters = replay.forward(eal);
            Files.createDirectories(output);
            replay.writeOutput(output);
            return counters;
        } finally {
            deleteAll(work);
        }
    }

    private static void checkNames(ApplianceConfig config, Map<String, Path> captures) {
        List<String> names =
                config.interfaces().stream().map(InterfaceConfig::name).toList();
        for (String name : captures.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("--in names the interface '" + name
                        + "', which the configuration does " + "not have; it has " + String.join(", ", names));
            }
        }
    }

    private CounterSnapshot forward(Eal eal) throws IOException {
        long frames = 0;
        for (int port = 0; port < devices.size(); port++) {
            List<Path> received = capturesOf(devices.get(port));
            if (!received.isEmpty()) {
                frames += CaptureMerge.merge(received, received(port));
            }
        }
        ApplianceConfig local = local();
        try (ControlPlane _ = ControlPlane.start(local);
                DataPlane dataPlane =
                        DataPlane.open(eal, ConfiguredDataPlane.settings(local).withOneWorker())) {
            forwardAll(dataPlane, local.sharedDir(), frames);
            int missing = dataPlane.stop();
            if (missing != 0) {
                throw new IllegalStateException(missing + " packet buffers did not come back");
            }
            return CounterSnapshot.take(local.sharedDir());
        }
    }

    private static void forwardAll(DataPlane dataPlane, SharedDirectory directory, long frames) {
        long seen = 0;
        for (int idle = 0; seen < frames && idle < IDLE_PASSES; idle++) {
            dataPlane.step();
            dataPlane.publishCounters();
            long now = CounterSnapshot.take(directory).frames();
            if (now > seen) {
                seen = now;
                idle = 0;
            }
        }
        if (seen < frames) {
            throw new IllegalStateException("only " + seen + " of the captures' " + frames + " frames were received");
        }
    }

    private List<Path> capturesOf(String device) {
        return config.interfaces().stream()
                .filter(each -> each.device().equals(device) && captures.containsKey(each.name()))
                .map(each -> captures.get(each.name()))
                .toList();
    }

    private Path received(int port) {
        return work.resolve("received-" + port + ".pcap");
    }

    private Path sent(int port) {
        return work.resolve("sent-" + port + ".pcap");
    }

    /** The configuration with pcap devices, a directory of this replay's own, and without IGMP, whose queries depend on time. */
    private ApplianceConfig local() {
        return config.withSharedDir(new SharedDirectory(work.resolve("shared")))
                .withInterfaces(config.interfaces().stream().map(this::local).toList());
    }

    private InterfaceConfig local(InterfaceConfig each) {
        return new InterfaceConfig(
                each.index(),
                each.name(),
                pcapDevice(devices.indexOf(each.device())),
                each.mac().or(() -> Optional.of(new MacAddress(UNCONFIGURED_MACS + each.index()))),
                each.vlan(),
                each.address(),
                each.mtu(),
                Optional.empty());
    }

    private String pcapDevice(int port) {
        String rx = Files.exists(received(port)) ? ",rx_pcap=" + received(port) : "";
        return "net_pcap" + port + rx + ",tx_pcap=" + sent(port);
    }

    /** Every interface's share of what its port sent. */
    private void writeOutput(Path output) throws IOException {
        for (int port = 0; port < devices.size(); port++) {
            String device = devices.get(port);
            Map<Integer, String> names = config.interfaces().stream()
                    .filter(each -> each.device().equals(device))
                    .collect(Collectors.toMap(InterfaceConfig::vlan, InterfaceConfig::name));
            split(sent(port), names, output);
        }
    }

    private static void split(Path sent, Map<Integer, String> names, Path output) throws IOException {
        Map<Integer, CaptureFile.Writer> writers = new HashMap<>();
        Map<Integer, Long> frames = new HashMap<>();
        try (CaptureFile.Reader reader = new CaptureFile.Reader(sent)) {
            for (Map.Entry<Integer, String> name : names.entrySet()) {
                writers.put(name.getKey(), new CaptureFile.Writer(output.resolve(name.getValue() + ".pcap")));
            }
            while (reader.next()) {
                int vlan = vlanId(reader.frame());
                CaptureFile.Writer writer = writers.get(vlan);
                if (writer == null) {
                    throw new IllegalStateException(
                            "a frame was sent with VLAN id " + vlan + ", which no interface has");
                }
                writer.write(frames.merge(vlan, 1L, Long::sum) - 1, reader.frame());
            }
        } finally {
            CloseHelper.closeAll(writers.values());
        }
    }

    /** The VLAN id in the frame's tag, or 0. */
    private static int vlanId(byte[] frame) {
        boolean tagged = frame[12] == (byte) 0x81 && frame[13] == 0;
        return tagged ? (frame[14] & 0xf) << 8 | (frame[15] & 0xff) : InterfaceConfig.UNTAGGED;
    }

    private static void deleteAll(Path directory) throws IOException {
        List<Path> contents = new ArrayList<>();
        try (var files = Files.walk(directory)) {
            files.forEach(contents::addFirst);
        }
        for (Path each : contents) {
            Files.delete(each);
        }
    }
}
