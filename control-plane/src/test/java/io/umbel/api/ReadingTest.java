package io.umbel.api;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class ReadingTest {
    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    @Test
    void interfacesHaveTheirOwner() {
        assertEquals(
                List.of("west static false", "east1 static true", "east2 static true"),
                strings(
                        appliance.json("/v1/interfaces").get("interfaces"),
                        each -> each.get("name").asString() + " "
                                + each.get("owner").asString() + " "
                                + each.get("igmp").asBoolean()));
    }

    @Test
    void entriesComeByGroupAndThenSource() {
        assertEquals(
                List.of("239.1.1.1 10.0.1.2", "239.1.1.1 10.0.1.3", "239.1.1.2 10.0.1.2"),
                keys(appliance.json("/v1/mfes")));
    }

    @Test
    void pagesFollowEachOther() {
        List<String> all = new ArrayList<>();
        JsonNode page = appliance.json("/v1/mfes?limit=1");
        all.addAll(keys(page));
        while (page.has("next")) {
            page = appliance.json("/v1/mfes?limit=1&after=" + page.get("next").asString());
            all.addAll(keys(page));
        }
        assertEquals(List.of("239.1.1.1 10.0.1.2", "239.1.1.1 10.0.1.3", "239.1.1.2 10.0.1.2"), all);
    }

    @Test
    void filterByGroupLeavesTheOthersOut() {
        assertEquals(List.of("239.1.1.2 10.0.1.2"), keys(appliance.json("/v1/mfes?group=239.1.1.2")));
    }

    @Test
    void filterBySourceLeavesTheOthersOut() {
        assertEquals(List.of("239.1.1.1 10.0.1.3"), keys(appliance.json("/v1/mfes?source=10.0.1.3")));
    }

    @Test
    void filterByInterfaceFindsBranches() {
        assertEquals(List.of("239.1.1.1 10.0.1.2"), keys(appliance.json("/v1/mfes?interface=east2")));
    }

    @Test
    void oneEntryIsFoundByItsKey() {
        JsonNode mfe = appliance.json("/v1/mfes/239.1.1.1/10.0.1.2");
        assertEquals("west", mfe.get("iif").asString());
        assertEquals(
                List.of("east1", "east2"),
                strings(mfe.get("oifs"), oif -> oif.get("name").asString()));
    }

    @Test
    void membershipSaysWhoAddedIt() {
        assertEquals(
                List.of("239.1.1.1 10.0.1.2 east1 static", "239.1.1.1 10.0.1.2 east2 static"),
                memberships("/v1/memberships?group=239.1.1.1&source=10.0.1.2"));
    }

    @Test
    void staticGroupOfIgmpIsAMembershipOfAnySource() {
        assertEquals(List.of("239.2.2.2 * east1 igmp"), memberships("/v1/memberships?group=239.2.2.2"));
    }

    @Test
    void querierIsTheApplianceItself() {
        JsonNode east1 = appliance.json("/v1/igmp/interfaces/east1");
        assertEquals("10.1.1.1", east1.get("querier").asString());
        assertTrue(east1.get("is-querier").asBoolean());
        assertEquals(125.0, east1.get("effective").get("query-interval").asDouble());
    }

    @Test
    void everyDropReasonIsNamed() {
        List<String> reasons = strings(
                appliance.json("/v1/drops").get("drops"),
                drop -> drop.get("reason").asString());
        assertTrue(
                reasons.containsAll(List.of("malformed", "ttl", "no-entry", "wrong-interface", "held-expired")),
                reasons::toString);
    }

    @Test
    void unixSocketServesTheSame() throws Exception {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(
                    UnixDomainSocketAddress.of(appliance.sharedDirectory().apiSocket()));
            String request = "GET /v1/planes HTTP/1.1\r\nHost: umbel\r\n\r\n";
            socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (!text(answer).endsWith("]}")) {
                assertTrue(socket.read(answer) > 0, () -> text(answer));
            }
            assertTrue(text(answer).startsWith("HTTP/1.1 200 OK\r\n"), () -> text(answer));
            assertTrue(text(answer).contains("\"plane\":\"control\",\"state\":\"alive\""), () -> text(answer));
        }
    }

    @Test
    void applianceWithoutADataPlaneIsNotReady() {
        assertEquals(503, appliance.get("/health/ready").statusCode());
    }

    private static String text(ByteBuffer answer) {
        return StandardCharsets.UTF_8.decode(answer.duplicate().flip()).toString();
    }

    private List<String> memberships(String path) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : appliance.json(path).get("items")) {
            for (JsonNode on : each.get("interfaces")) {
                for (JsonNode protocol : on.get("added-by")) {
                    all.add(each.get("group").asString() + " "
                            + each.get("source").asString() + " "
                            + on.get("name").asString() + " " + protocol.asString());
                }
            }
        }
        return all;
    }

    private static List<String> keys(JsonNode page) {
        return strings(
                page.get("items"),
                mfe -> mfe.get("group").asString() + " " + mfe.get("source").asString());
    }

    private static List<String> strings(JsonNode array, Function<JsonNode, String> text) {
        return array.valueStream().map(text).toList();
    }
}
