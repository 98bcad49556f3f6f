package io.umbel.perf.operate;

import io.umbel.perf.lab.LabTest;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Whoever looks at the demonstration that stays up sees the same: the command line, curl, the page, and the kernels of the hosts
 * and of the appliance's namespace. The stream to 239.1.1.1 flows to all three; a host on east2 wants 232.5.5.5 of 10.0.1.9 only.
 */
@LabTest
@Timeout(300)
class AgreementTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final List<String> RECEIVERS = List.of("east1", "east2", "east3");

    /** Joins a group of one source, and stays. */
    private static final String JOIN_OF_ONE_SOURCE = """
            import socket, time
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            a = socket.inet_aton
            s.setsockopt(socket.IPPROTO_IP, 39, a('232.5.5.5') + a('10.1.2.2') + a('10.0.1.9'))
            time.sleep(1000)
            """;

    private static KeptDemo demo;

    @BeforeAll
    static void start() throws Exception {
        demo = KeptDemo.start();
        demo.startIn("east2", "python3", "-c", JOIN_OF_ONE_SOURCE);
        await(() -> groups("east2").containsKey("232.5.5.5") && groups("east1").containsKey("239.1.1.1"));
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** The groups of an interface by the API: the sources that are wanted, or none for any. */
    private static Map<String, List<String>> groups(String on) throws Exception {
        Map<String, List<String>> groups = new TreeMap<>();
        for (JsonNode group :
                demo.curl("/v1/igmp/interfaces/" + on + "/groups?limit=256").get("items")) {
            List<String> sources = group.get("source")
                    .valueStream()
                    .map(source -> source.get("source-address").asString())
                    .toList();
            groups.put(group.get("group-address").asString(), sources);
        }
        return groups;
    }

    @Test
    void everyShowSaysWhatCurlSays() throws Exception {
        agree("/v1/mfes?limit=1000", "mroute");
        agree("/v1/igmp/interfaces", "igmp", "interfaces");
        agree("/v1/igmp/interfaces/east2/groups?limit=256", "igmp", "groups", "east2");
        agree("/v1/interfaces", "interfaces");
        agree("/v1/ports", "ports");
        agree("/v1/protocols", "protocols");
        agree("/v1/memberships?limit=1000", "memberships");
        agree("/v1/drops", "drops");
        agree("/v1/statistics", "statistics");
        agree("/v1/planes", "planes");
        agree("/v1/alarms", "alarms");
        agree("/v1/log-levels", "log");
        agree("/v1/configuration", "configuration");
    }

    /** Numbers may have moved while the command ran, so they lie between those that curl got before and after. */
    private static void agree(String path, String... show) throws Exception {
        List<String> wrong = List.of();
        // A timer may have begun again between.
        for (int attempt = 0; attempt < 3; attempt++) {
            JsonNode before = demo.curl(path);
            JsonNode shown = demo.show(show);
            JsonNode after = demo.curl(path);
            wrong = between(path, before, shown, after);
            if (wrong.isEmpty()) {
                return;
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> between(String at, JsonNode before, JsonNode shown, JsonNode after) {
        if (shown.isNumber() && before.isNumber() && after.isNumber()) {
            double least = Math.min(before.asDouble(), after.asDouble());
            double greatest = Math.max(before.asDouble(), after.asDouble());
            return least <= shown.asDouble() && shown.asDouble() <= greatest
                    ? List.of()
                    : List.of(at + " is " + shown + ", before " + before + ", after " + after);
        }
        List<String> wrong = new ArrayList<>();
        if (shown.isObject()
                && names(shown).equals(names(before))
                && names(shown).equals(names(after))) {
            names(shown)
                    .forEach(name ->
                            wrong.addAll(between(at + "." + name, before.get(name), shown.get(name), after.get(name))));
        } else if (shown.isArray() && shown.size() == before.size() && shown.size() == after.size()) {
            for (int i = 0; i < shown.size(); i++) {
                wrong.addAll(between(at + "[" + i + "]", before.get(i), shown.get(i), after.get(i)));
            }
        } else if (!shown.equals(before) && !shown.equals(after)) {
            wrong.add(at + " is " + shown + ", before " + before + ", after " + after);
        }
        return wrong;
    }

    private static List<String> names(JsonNode object) {
        return object.isObject() ? List.copyOf(object.propertyNames()) : List.of();
    }

    @Test
    void groupsAreThoseThatTheKernelsOfTheHostsHaveJoined() throws Exception {
        for (String host : RECEIVERS) {
            eventuallyEqual(
                    host + " by /proc/net/igmp",
                    () -> procNetIgmp(demo.in(host, "cat", "/proc/net/igmp")),
                    () -> groups(host).keySet());
            eventuallyEqual(
                    host + " by ip maddr",
                    () -> ipMaddr(demo.in(host, "ip", "-4", "maddr", "show")),
                    () -> groups(host).keySet());
        }
    }

    /** A group that was left is still asked for a while. */
    private static <T> void eventuallyEqual(String what, Callable<T> kernel, Callable<T> api) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        T said = api.call();
        while (!said.equals(kernel.call()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            said = api.call();
        }
        assertEquals(kernel.call(), said, what);
    }

    @Test
    void sourcesAreThoseThatTheKernelsOfTheHostsFilterFor() throws Exception {
        for (String host : RECEIVERS) {
            eventuallyEqual(host, () -> procNetMcfilter(demo.in(host, "cat", "/proc/net/mcfilter")), () -> {
                Map<String, List<String>> wanted = groups(host);
                wanted.values().removeIf(List::isEmpty);
                return wanted;
            });
        }
        assertEquals(List.of("10.0.1.9"), groups("east2").get("232.5.5.5"));
    }

    /** Addresses stand there as numbers in the host's byte order. */
    private static Set<String> procNetIgmp(String text) {
        return text.lines()
                .map(line -> line.strip().split("\\s+", -1)[0])
                .filter(word -> word.matches("[0-9A-F]{8}"))
                .map(AgreementTest::address)
                .filter(group -> !group.equals("224.0.0.1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String address(String hex) {
        int number = HexFormat.fromHexDigits(hex);
        int bits = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(number) : number;
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    private static Set<String> ipMaddr(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("inet "))
                .map(line -> line.split("\\s+", -1)[1])
                .filter(group -> !group.equals("224.0.0.1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Lines of index, device, group, source, how many include it and how many exclude it. */
    private static Map<String, List<String>> procNetMcfilter(String text) {
        Map<String, List<String>> filters = new TreeMap<>();
        text.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .forEach(words -> filters.computeIfAbsent(dotted(words[2]), _ -> new ArrayList<>())
                        .add(dotted(words[3])));
        return filters;
    }

    private static String dotted(String hex) {
        int bits = HexFormat.fromHexDigits(hex.replaceFirst("^0x", ""));
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    @Test
    void replicasAreThoseThatTheKernelSawOnTheLinks() throws Exception {
        Map<String, Long> kernelBefore = linkPackets();
        Map<String, Long> before = countedPackets();
        TimeUnit.SECONDS.sleep(5);
        Map<String, Long> kernelAfter = linkPackets();
        Map<String, Long> after = countedPackets();
        for (String link : before.keySet()) {
            long kernel = packets(kernelAfter, link) - packets(kernelBefore, link);
            long counted = packets(after, link) - packets(before, link);
            assertTrue(kernel > 1000, link + " has " + kernel + " packets by ip -s link");
            // The workers publish their counts now and then, and queries go between.
            assertEquals((double) kernel, (double) counted, kernel / 4.0, link + " by ip -s link and by the API");
        }
    }

    private static long packets(Map<String, Long> counted, String link) {
        return counted.getOrDefault(link, 0L);
    }

    /** What came on west and left on the others, by the links' kernel. */
    private static Map<String, Long> linkPackets() throws Exception {
        Map<String, Long> packets = new TreeMap<>();
        Pattern counts = Pattern.compile("(?s)RX:.*?\\n\\s*\\d+\\s+(\\d+).*?TX:.*?\\n\\s*\\d+\\s+(\\d+)");
        List<String> names = List.of("west", "east1", "east2", "east3");
        for (int i = 0; i < names.size(); i++) {
            Matcher found = counts.matcher(demo.in("appliance", "ip", "-s", "link", "show", "dev", "r" + i));
            assertTrue(found.find(), "ip -s link counts");
            packets.put(names.get(i), Long.parseLong(found.group(i == 0 ? 1 : 2)));
        }
        return packets;
    }

    private static Map<String, Long> countedPackets() throws Exception {
        Map<String, Long> packets = new TreeMap<>();
        for (JsonNode each : demo.curl("/v1/interfaces").get("interfaces")) {
            String name = each.get("name").asString();
            packets.put(
                    name,
                    each.get("statistics")
                            .get(name.equals("west") ? "in-packets" : "out-packets")
                            .asLong());
        }
        return packets;
    }

    @Test
    void pageShowsWhatCurlGets(@TempDir Path profile) throws Exception {
        assumeTrue(HeadlessPage.isPossible(), "needs chromium");
        try (HeadlessPage page = HeadlessPage.of(demo.socket())) {
            String seen = page.text(profile);
            JsonNode mfes = demo.curl("/v1/mfes");
            assertTrue(!mfes.get("items").isEmpty(), "there are streams");
            for (JsonNode mfe : mfes.get("items")) {
                List<String> branches = mfe.get("oifs")
                        .valueStream()
                        .map(branch -> branch.get("name").asString())
                        .toList();
                String row =
                        mfe.get("group").asString() + " " + mfe.get("source").asString() + " "
                                + mfe.get("iif").asString() + " "
                                + (branches.isEmpty() ? "none" : String.join(", ", branches));
                assertTrue(seen.contains(row), () -> "'" + row + "' in " + seen);
            }
            for (JsonNode each : demo.curl("/v1/interfaces").get("interfaces")) {
                String row =
                        each.get("name").asString() + " " + each.get("address").asString();
                assertTrue(seen.contains(row), () -> "'" + row + "' in " + seen);
            }
            JsonNode statistics = demo.curl("/v1/statistics");
            String sum = statistics.get("mfes").asInt() + " of 65,536";
            assertTrue(seen.contains(sum), () -> "'" + sum + "' in " + seen);
        }
    }
}
