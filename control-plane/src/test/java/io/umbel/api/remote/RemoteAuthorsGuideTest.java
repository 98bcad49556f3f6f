package io.umbel.api.remote;

import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import io.umbel.remote.RemoteLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What docs/protocol-authors.md shows in Python runs and does what it says. */
@Tag("process")
@Timeout(60)
class RemoteAuthorsGuideTest {
    private static final Ipv4 GROUP = Ipv4.parse("239.1.1.1");
    private static final Duration LONG = Duration.ofSeconds(10);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @TempDir
    private Path temporary;

    private static String example() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("umbel.home"), "docs/protocol-authors.md"));
        String after = page.substring(page.indexOf("```python\n") + "```python\n".length());
        return after.substring(0, after.indexOf("```"));
    }

    @Test
    void theExample_asksItsNeighborForWhatOthersWant_andItsStreamsFlow() throws Exception {
        try (RemoteControlPlane router =
                        new RemoteControlPlane(directory.get(), new RemoteLimits(LONG, LONG, 16), Optional.empty());
                PythonProcess example = begun(router)) {
            router.locallyJoin(SourceGroup.of(Ipv4.parse("10.2.0.9"), GROUP));
            assertEquals("join (10.2.0.9, 239.1.1.1)", example.next());
            router.packet("10.2.0.9", "239.1.1.1", 2);
            assertEquals(List.of(2, 1), router.awaitEntry("10.2.0.9", "239.1.1.1"));
            assertTrue(example.next().startsWith("join"), "the entry serves another protocol");
        }
    }

    /** The example on interface 2, of a router where somebody has joined already. */
    private PythonProcess begun(RemoteControlPlane router) throws IOException, InterruptedException {
        router.locallyJoin(SourceGroup.anySource(GROUP));
        PythonProcess example = PythonProcess.start(temporary, example(), router.target(), "2");
        assertEquals("join (*, 239.1.1.1)", example.next());
        assertEquals("ready", example.next());
        return example;
    }
}
