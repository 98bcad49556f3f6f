package io.umbel.perf.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** New streams to hosts that have joined already: not even their first packets are lost. */
@LabTest
class FirstPacketTest {
    private static final int STREAMS = 1000;
    private static final int PACKETS = 10;
    private static final int GROUPS = 10;
    private static final int STREAMS_A_SECOND = 200;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"af_packet,both", "af_packet,control data", "af_xdp,both", "af_xdp,control data"})
    void noPacketOfAThousandNewStreamsIsLost(String device, String processes) throws Exception {
        try (AppliedLab lab = AppliedLab.build(directory.resolve("first-packets.yaml"), AppliedLab.withIgmp(device))) {
            for (String plane : processes.split(" ", -1)) {
                lab.start(plane);
            }
            ManyStreams streams = ManyStreams.of(STREAMS, PACKETS, GROUPS);
            Audience audience = Audience.of(lab.receivers(), streams::receiver);
            List<Receiver> receivers = audience.receivers();
            List<Future<Reception>> receptions = audience.receptions();
            lab.awaitMemberships(lab.receivers());
            lab.sender().start(streams.oneAfterTheOther(STREAMS_A_SECOND)).get();
            AppliedLab.awaitUntil(() -> receivers.stream().allMatch(each -> each.received() == STREAMS * PACKETS));
            receivers.forEach(Receiver::finish);
            for (Future<Reception> reception : receptions) {
                Reception seen = reception.get();
                assertEquals(0, seen.lost(), () -> seen + "\n" + lab.counters());
                assertEquals(0, seen.outOfOrder(), seen::toString);
            }
        }
    }
}
