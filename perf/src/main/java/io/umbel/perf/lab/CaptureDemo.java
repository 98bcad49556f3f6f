package io.umbel.perf.lab;

import io.umbel.cli.CaptureFile;
import io.umbel.cli.Replay;
import io.umbel.config.ApplianceConfig;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The demonstration without root: the stream as a capture file, forwarded by the real worker between pcap devices, and the
 * captures of what left on the branches in the place of the receivers.
 */
final class CaptureDemo {
    private static final int SENDER = Ipv4Address.parse("10.0.1.2");
    private static final String FROM = "west";
    private static final List<String> TO = List.of("east1", "east2", "east3");

    private final PrintStream out;
    private final Path home;
    private final Stream stream;

    CaptureDemo(PrintStream out, Path home, Stream stream) {
        this.out = out;
        this.home = home;
        this.stream = stream;
    }

    /** Runs it and returns the exit status. */
    int run() throws IOException {
        Path work = Files.createTempDirectory("umbel-demo");
        try {
            return run(work);
        } finally {
            deleteAll(work);
        }
    }

    private int run(Path work) throws IOException {
        out.println("""
              west.pcap ----- west .-----------. east1 ----- east1.pcap
                                   | appliance | east2 ----- east2.pcap
                                   '-----------' east3 ----- east3.pcap
            """);
        out.printf(
                Locale.ROOT,
                "  forwarding a capture of %,d datagrams of %d octets to 239.1.1.1%n",
                stream.count(),
                stream.payload());
        Path capture = work.resolve(FROM + ".pcap");
        writeStream(capture);
        ApplianceConfig config = ApplianceConfig.read(home.resolve("dpdk-scripts/demo-af_packet.yaml"));
        CounterSnapshot counters;
        try (Eal eal = Eal.start(EalOptions.withoutHugePages(DataPlaneSettings.ORDINARY_PAGES_MIB))) {
            counters = Replay.run(eal, config, Map.of(FROM, capture), work);
        }
        List<Reception> receptions = new ArrayList<>();
        for (String name : TO) {
            receptions.add(reception(name, work.resolve(name + ".pcap")));
        }
        DemoReport report = new DemoReport(
                List.of(new DemoReport.Sending("sender", stream.count())),
                receptions,
                counters,
                sums(receptions, counters),
                List.of());
        report.print(out);
        return report.verdict(out);
    }

    /** Every datagram leaves once on each branch, and the branches' captures have them all. */
    private List<Sum> sums(List<Reception> receptions, CounterSnapshot counters) {
        long forwarded = counters.count(Fate.FORWARDED);
        long out = TO.stream()
                .mapToLong(name -> counters.count(name, InterfaceCounter.OUT_PACKETS))
                .sum();
        List<Sum> sums = new ArrayList<>(List.of(
                new Sum("datagrams sent", stream.count(), "frames forwarded", forwarded),
                new Sum(
                        "frames forwarded, times " + TO.size() + " branches,",
                        forwarded * TO.size(),
                        "frames out",
                        out)));
        for (Reception seen : receptions) {
            sums.add(new Sum(
                    "frames out on " + seen.name(),
                    counters.count(seen.name(), InterfaceCounter.OUT_PACKETS),
                    "datagrams that arrived there",
                    seen.received() + seen.duplicated()));
        }
        return sums;
    }

    private void writeStream(Path file) throws IOException {
        try (CaptureFile.Writer writer = new CaptureFile.Writer(file)) {
            for (int sequence = 0; sequence < stream.count(); sequence++) {
                writer.write(sequence, StreamFrame.of(stream, SENDER, sequence));
            }
        }
    }

    private Reception reception(String name, Path file) throws IOException {
        SequenceTally tally = new SequenceTally(stream.count());
        long foreign = 0;
        try (CaptureFile.Reader reader = new CaptureFile.Reader(file)) {
            while (reader.next()) {
                if (!tally.record(StreamFrame.forwardedSequence(stream, ByteBuffer.wrap(reader.frame())))) {
                    foreign++;
                }
            }
        }
        return new Reception(
                name, tally.received(), tally.lost(), tally.duplicated(), tally.outOfOrder(), foreign, 0, 0, 0);
    }

    private static void deleteAll(Path directory) throws IOException {
        List<Path> contents;
        try (var files = Files.walk(directory)) {
            contents = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : contents) {
            Files.delete(each);
        }
    }
}
