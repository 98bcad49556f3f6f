package io.umbel.api.page;

import com.sun.management.ThreadMXBean;
import io.umbel.api.ApiServer;
import io.umbel.config.ApplianceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import io.umbel.mgm.StatsLevel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The API and the page with a million forwarding entries, which the control plane makes as always: a packet's upcall each, 250
 * sources to each of 4,000 groups, in on west and out on east. Prints what it takes.
 */
@Tag("soak")
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MillionMfesTest {
    private static final int GROUPS = 4000;
    private static final int SOURCES = 250;
    private static final int MFES = GROUPS * SOURCES;
    private static final int FIRST_GROUP = Ipv4.parse("239.1.0.0").bits();
    private static final int FIRST_SOURCE = Ipv4.parse("10.0.1.2").bits();
    private static final int HEADER_OCTETS = 28;
    private static final MemorySegment HEADER = Arena.global().allocate(HEADER_OCTETS);
    private static final int LIMIT = 1000;

    /** What the API reads at a time. */
    private static final int CHUNK_BYTES = 1 << 14;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ControlPlane controlPlane;
    private static ApiServer server;
    private static Upcalls upcalls;

    @BeforeAll
    static void fill() throws Exception {
        Path file = directory.resolve("umbel.yaml");
        Files.writeString(file, "shared-dir: " + directory.resolve("shared") + "\n" + """
                        limits: { entries: 1048576 }
                        api: { listen: [127.0.0.1:0] }
                        interfaces:
                          - { name: west, device: net_null0, address: 10.0.1.1/24, igmp: {} }
                          - { name: east, device: net_null1, address: 10.1.1.1/24 }
                        """);
        ApplianceConfig config = ApplianceConfig.read(file);
        controlPlane = ControlPlane.start(config);
        server = ApiServer.start(controlPlane, config, file, List.of(new Page()));
        upcalls = Upcalls.open(config.sharedDir());
        joinAllGroupsOnEast();
        get("/v1/mfes");
        long before = liveHeap();
        long began = System.nanoTime();
        for (int entry = 0; entry < MFES; entry++) {
            // Consecutive packets are of different groups, as they are in life.
            packet(FIRST_GROUP + entry % GROUPS, FIRST_SOURCE + entry / GROUPS);
        }
        awaitMfes(MFES);
        say("filled from first packets in %.1f s", seconds(began));
        say("live heap %,d MiB before, %,d MiB with %,d entries", before >> 20, liveHeap() >> 20, MFES);
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        CloseHelper.closeAll(upcalls, server, controlPlane);
    }

    private static void joinAllGroupsOnEast() {
        InterfaceId east = InterfaceId.of(2);
        controlPlane
                .submit(manager -> {
                    ProtocolHandle handle = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(100, 1));
                    manager.takeInterfaceOwnership(handle, east);
                    manager.addGroupMembership(handle, SourceGroup.anySource(Ipv4.ZERO), east, StateFlags.JOIN);
                    return true;
                })
                .join();
    }

    /** What the data plane asks when a packet has no entry; again while the ring is full. */
    private static void packet(int group, int source) {
        while (!upcalls.noMfe(source, group, 1, HEADER.address(), HEADER_OCTETS)) {
            LockSupport.parkNanos(1000);
        }
    }

    private static void awaitMfes(int wanted) throws InterruptedException {
        while (controlPlane.operatorView().mfeCount() != wanted) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static String base() {
        return "http://127.0.0.1:" + server.addresses().getFirst().getPort();
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(base() + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return JSON.readTree(answer.body());
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double seconds(long beganNs) {
        return (System.nanoTime() - beganNs) / 1e9;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that nothing else here needs.
    private static void say(String format, Object... values) {
        System.out.println("a million MFEs: " + String.format(Locale.ROOT, format, values));
    }

    /** The number of an entry in the order of the walk. */
    private static int number(JsonNode mfe) {
        int group = Ipv4.parse(mfe.get("group").asString()).bits() - FIRST_GROUP;
        return group * SOURCES + Ipv4.parse(mfe.get("source").asString()).bits() - FIRST_SOURCE;
    }

    /** Times in milliseconds, as text. */
    private static String summary(List<Long> nanos) {
        double[] sorted =
                nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "median %.2f ms, 99%% %.2f ms, longest %.1f ms",
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    /** How long commands of the control plane's thread take while something else goes on. */
    private static <T> T besideCommands(String what, Callable<T> work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<List<Long>> commands = thread.submit(() -> {
                List<Long> times = new ArrayList<>();
                while (!done.get()) {
                    long began = System.nanoTime();
                    controlPlane.submit(_ -> true).join();
                    times.add(System.nanoTime() - began);
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                return times;
            });
            try {
                return work.call();
            } finally {
                done.set(true);
                say("a command of the control plane beside %s: %s", what, summary(commands.get()));
            }
        }
    }

    /** Pages through all entries, which must come in order; the numbers of those that came. */
    private static BitSet walk() throws Exception {
        BitSet seen = new BitSet(MFES);
        List<Long> times = new ArrayList<>();
        int last = -1;
        String next = "";
        do {
            long began = System.nanoTime();
            JsonNode page = get("/v1/mfes?limit=" + LIMIT + (next.isEmpty() ? "" : "&after=" + next));
            times.add(System.nanoTime() - began);
            for (JsonNode mfe : page.get("items")) {
                int number = number(mfe);
                assertTrue(number > last, () -> "after its successor comes " + mfe);
                seen.set(number);
                last = number;
            }
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        say("%,d entries in %,d pages: a page %s", seen.cardinality(), times.size(), summary(times));
        return seen;
    }

    @Test
    @Order(1)
    void allAreSeenOnceInOrder() throws Exception {
        besideCommands("nothing", () -> {
            TimeUnit.SECONDS.sleep(3);
            return true;
        });
        long began = System.nanoTime();
        BitSet seen = besideCommands("the walk", MillionMfesTest::walk);
        say("the walk took %.1f s", seconds(began));
        assertEquals(MFES, seen.cardinality());
    }

    @Test
    @Order(2)
    void pageTakesMemoryForItselfOnly() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        HttpRequest page = HttpRequest.newBuilder(URI.create(base() + "/v1/mfes?limit=1000&after=239.1.7.0,10.0.1.9"))
                .build();
        long octets = CLIENT.send(page, HttpResponse.BodyHandlers.ofByteArray()).body().length;
        int pages = 50;
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < pages; i++) {
            CLIENT.send(page, HttpResponse.BodyHandlers.discarding());
        }
        long each = (threads.getTotalThreadAllocatedBytes() - before) / pages;
        say("a page of 1,000 is %,d KiB of JSON; %,d KiB are allocated for it", octets >> 10, each >> 10);
        assertTrue(each < 64 * octets, "of the order of the page, not of the table");
    }

    /** The group manager's tables are locked meanwhile, so the control plane's thread may wait so long for a reader. */
    @Test
    @Order(2)
    void readingHoldsTheTablesForAShortWhile() {
        List<Long> times = new ArrayList<>();
        int entries = 0;
        MfeKey last = new MfeKey(new Ipv4(FIRST_GROUP), Ipv4.ZERO);
        for (int i = 0; i < 2000; i++) {
            long began = System.nanoTime();
            var chunk = controlPlane.groupManager().nextMfeStats(last, CHUNK_BYTES, StatsLevel.STATS_1);
            times.add(System.nanoTime() - began);
            entries += chunk.entries().size();
            last = chunk.entries().getLast().key();
        }
        say("a reading of %d entries holds the tables: %s", entries / times.size(), summary(times));
    }

    @Test
    @Order(3)
    void oneIsFoundByItsKey() throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = (int) (i * 7_368_787L % MFES);
            Ipv4 group = new Ipv4(FIRST_GROUP + number / SOURCES);
            Ipv4 source = new Ipv4(FIRST_SOURCE + number % SOURCES);
            long began = System.nanoTime();
            JsonNode found = get("/v1/mfes/" + group + "/" + source);
            times.add(System.nanoTime() - began);
            assertEquals(number, number(found));
        }
        say("one by its key: %s", summary(times));
    }

    @Test
    @Order(4)
    void filteredAreFound() throws Exception {
        filtered("a group", "/v1/mfes?limit=1000&group=239.1.9.9", SOURCES);
        filtered("a source", "/v1/mfes?limit=1000&source=10.0.1.77", GROUPS);
        filtered("an interface that has none", "/v1/mfes?limit=1000&interface=west&source=10.0.9.9", 0);
    }

    private static void filtered(String what, String path, int wanted) throws Exception {
        int found = besideCommands("the filter for " + what, () -> {
            long began = System.nanoTime();
            List<Long> times = new ArrayList<>();
            int items = 0;
            String next = "";
            do {
                long page = System.nanoTime();
                JsonNode answer = get(path + (next.isEmpty() ? "" : "&after=" + next));
                times.add(System.nanoTime() - page);
                items += answer.get("items").size();
                next = answer.path("next").asString("");
            } while (!next.isEmpty());
            say(
                    "the %d of %s in %.2f s, %d pages: a page %s",
                    items, what, seconds(began), times.size(), summary(times));
            return items;
        });
        assertEquals(wanted, found);
    }

    @Test
    @Order(5)
    void pageOfTheBrowserStaysUsable() throws Exception {
        assumeTrue(Files.isExecutable(Browser.DRIVER), "needs chromium and chromium-driver");
        try (Browser browser = new Browser(directory.resolve("profile"))) {
            browser.open(base() + "/");
            await(() -> browser.text("#connection").equals("live"));
            await(() -> browser.text("#sums dd").equals("1,000,000 of 1,048,576"));
            List<Long> times = new ArrayList<>();
            for (int page = 2; page <= 21; page++) {
                String title = "50 streams, page " + page;
                long began = System.nanoTime();
                browser.run("document.getElementById('next').click()");
                await(() -> browser.text("#where").equals(title));
                times.add(System.nanoTime() - began);
            }
            assertEquals(
                    50,
                    browser.run("return document.querySelectorAll('#mfes tbody tr').length")
                            .asInt());
            long began = System.nanoTime();
            browser.run("const f = document.getElementById('filter'); f.elements.source.value = '10.0.1.251';"
                    + " f.requestSubmit()");
            await(() -> browser.run("return [...document.querySelectorAll('#mfes tbody tr')]"
                                    + ".filter(row => row.children[1].innerText === '10.0.1.251').length")
                            .asInt()
                    == 50);
            say("in the browser: the next page %s; the filter for a source %.2f s", summary(times), seconds(began));
            assertEquals("live", browser.text("#connection"));
        }
    }

    /** Last, since it changes the entries. */
    @Test
    @Order(6)
    void whileOthersComeAndGoThoseThatStayAreSeenOnce() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        BitSet seen;
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Integer> changes = thread.submit(() -> {
                int changed = 0;
                for (int turn = 0; !done.get(); turn++) {
                    // Of every tenth group all entries go and some come again.
                    int group = FIRST_GROUP + turn * 10 % GROUPS;
                    changed += controlPlane.clear(new Ipv4(group)).join();
                    for (int i = 0; i < SOURCES; i += 2) {
                        packet(group, FIRST_SOURCE + i);
                        changed++;
                    }
                }
                return changed;
            });
            seen = walk();
            done.set(true);
            say("%,d entries came and went during the walk", changes.get());
            assertTrue(changes.get() > SOURCES, "there were changes");
        }
        for (int number = 0; number < MFES; number++) {
            assertTrue(number / SOURCES % 10 == 0 || seen.get(number), "entry " + number + " stayed");
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
