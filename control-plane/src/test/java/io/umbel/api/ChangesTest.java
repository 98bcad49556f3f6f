package io.umbel.api;

import io.umbel.controlplane.Event;
import io.umbel.controlplane.EventLog;
import io.umbel.dataplane.contract.HeardChanges;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.mgm.InterfaceId;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Changes while it runs. What the data plane hears of is in the change feed: an entry that is not there is one that it goes on
 * to forward by.
 */
@Timeout(60)
class ChangesTest {
    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    private MfeChanges.@Nullable Subscriber feed;

    @BeforeEach
    void listen() {
        feed = MfeChanges.subscribe(appliance.sharedDirectory());
        heard();
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(feed).close();
    }

    @Test
    void reloadWithoutAChangeTouchesNothing() {
        assertEquals("{\"changed\":[]}", reload().body());
        assertEquals(List.of(), heard());
    }

    @Test
    void branchThatTheFileAddsIsTheOnlyThingTheDataPlaneHearsOf() throws IOException {
        edit("iif: west, oifs: [east1] }", "iif: west, oifs: [east1, east2] }");
        assertEquals("{\"changed\":[\"static-mroutes[2].oifs\"]}", reload().body());
        assertEquals(List.of("put 10.0.1.3 239.1.1.1"), heard());
        assertEquals("[\"east1\",\"east2\"]", oifs("239.1.1.1/10.0.1.3"));
    }

    @Test
    void mrouteThatTheFileHasNoMoreIsRemovedAlone() throws IOException {
        edit("  - { source: 10.0.1.3, group: 239.1.1.1, iif: west, oifs: [east1] }\n", "");
        assertEquals(200, reload().statusCode());
        assertEquals(List.of("remove 10.0.1.3 239.1.1.1"), heard());
    }

    @Test
    void mrouteFromAnotherInterfaceReplacesItsEntry() throws IOException {
        edit(
                "{ source: 10.0.1.2, group: 239.1.1.2, iif: west, oifs: [] }",
                "{ source: 10.0.1.2, group: 239.1.1.2, iif: east2, oifs: [west] }");
        assertEquals(200, reload().statusCode());
        assertEquals(List.of("put 10.0.1.2 239.1.1.2"), heard());
        assertEquals(
                "east2",
                appliance.json("/v1/mfes/239.1.1.2/10.0.1.2").get("iif").asString());
    }

    @Test
    void interfaceThatIsNamedNoMoreChangesHandsUnnoticed() throws IOException {
        edit("oifs: [east1, east2] }", "oifs: [east1] }");
        assertEquals(200, reload().statusCode());
        assertEquals(List.of("put 10.0.1.2 239.1.1.1"), heard());
        assertEquals(
                "igmp",
                appliance
                        .json("/v1/protocols")
                        .get("protocols")
                        .get(0)
                        .get("name")
                        .asString());
        assertTrue(!appliance.json("/v1/interfaces/east2").has("owner"));
    }

    @Test
    void staticGroupThatTheFileAddsIsJoined() throws IOException {
        edit("[{ group: 239.2.2.2 }]", "[{ group: 239.2.2.2 }, { group: 239.3.3.3 }]");
        assertEquals(200, reload().statusCode());
        assertEquals(List.of(), heard());
        assertEquals(
                1,
                appliance.json("/v1/memberships?group=239.2.2.2").get("items").size());
        assertEquals(
                1,
                appliance.json("/v1/memberships?group=239.3.3.3").get("items").size());
    }

    @Test
    void disabledBranchIsTheOnlyThingTheDataPlaneHearsOf_andItsHostsAreNotAsked() {
        assertEquals(
                "{\"changed\":[\"interfaces[3].enabled\"]}",
                enable("east2", false).body());
        assertEquals(List.of("put 10.0.1.2 239.1.1.1"), heard());
        assertEquals("[\"east1\"]", oifs("239.1.1.1/10.0.1.2"));
        assertEquals(404, appliance.get("/v1/igmp/interfaces/east2").statusCode());
        assertFalse(appliance.json("/v1/interfaces/east2").get("enabled").asBoolean());

        assertEquals(200, enable("east2", true).statusCode());
        assertEquals(List.of("put 10.0.1.2 239.1.1.1"), heard());
        assertEquals(200, appliance.get("/v1/igmp/interfaces/east2").statusCode());
    }

    @Test
    void fromADisabledInterfaceNothingIsForwarded() {
        enable("west", false);
        assertEquals(
                List.of("remove 10.0.1.2 239.1.1.1", "remove 10.0.1.2 239.1.1.2", "remove 10.0.1.3 239.1.1.1"),
                heard().stream().sorted().toList());
        enable("west", true);
        assertEquals(3, appliance.json("/v1/mfes").get("items").size());
    }

    @Test
    void switchedInterfaceIsAnEvent_onlyIfItWasOtherwise() {
        long before = appliance.controlPlane().events().last();
        enable("east2", true);
        enable("east2", false);
        enable("east2", false);
        assertEquals(
                List.of(new Event.InterfaceSwitched(InterfaceId.of(3), false)),
                appliance.controlPlane().events().after(before, 100).stream()
                        .map(EventLog.Entry::event)
                        .filter(Event.InterfaceSwitched.class::isInstance)
                        .toList());
    }

    @Test
    void reloadTakesASwitchBack() {
        enable("east2", false);
        assertEquals("{\"changed\":[\"interfaces[3].enabled\"]}", reload().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"enabled\":null}", "{\"enabled\":\"false\"}", "{\"enabled\":0}", "false"})
    void whatIsNeitherOnNorOffIsRefused(String body) {
        assertEquals(400, put("/v1/interfaces/east2", body).statusCode());
        assertTrue(appliance.json("/v1/interfaces/east2").get("enabled").asBoolean());
    }

    private HttpResponse<String> enable(String name, boolean enabled) {
        return put("/v1/interfaces/" + name, "{\"enabled\":" + enabled + "}");
    }

    @Test
    void timersOfIgmpChangeWhileItRuns() throws IOException {
        edit(
                "vlan: 20, address: 10.1.2.1/24, igmp: {}",
                "vlan: 20, address: 10.1.2.1/24, igmp: { query-interval: 60s }");
        assertEquals(200, reload().statusCode());
        assertEquals(
                60.0,
                appliance
                        .json("/v1/igmp/interfaces/east2")
                        .get("effective")
                        .get("query-interval")
                        .asDouble());
    }

    @Test
    void keyThatNeedsARestartIsNamedAndNothingIsChanged() throws IOException {
        edit("vlan: 20", "vlan: 21");
        edit("  - { source: 10.0.1.3, group: 239.1.1.1, iif: west, oifs: [east1] }\n", "");
        HttpResponse<String> answer = reload();
        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("the key interfaces[3].vlan differs"), answer.body());
        assertEquals(List.of(), heard());
    }

    @Test
    void badFileIsRefusedWithItsLine() throws IOException {
        edit("oifs: [east1] }", "oifs: [esat1] }");
        HttpResponse<String> answer = reload();
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("line 9: static-mroutes[2].oifs[1] is 'esat1'"), answer.body());
    }

    @Test
    void mrouteIsAddedAndDeleted() {
        assertEquals(
                200,
                put("/v1/static-mroutes/239.7.7.7/10.0.1.9", "{\"iif\":\"west\",\"oifs\":[\"east2\"]}")
                        .statusCode());
        assertEquals(List.of("put 10.0.1.9 239.7.7.7"), heard());
        assertEquals(200, delete("/v1/static-mroutes/239.7.7.7/10.0.1.9").statusCode());
        assertEquals(List.of("remove 10.0.1.9 239.7.7.7"), heard());
        assertEquals(404, delete("/v1/static-mroutes/239.7.7.7/10.0.1.9").statusCode());
    }

    @Test
    void mrouteToAnInterfaceThatIsNotThereIsRefused() {
        HttpResponse<String> answer =
                put("/v1/static-mroutes/239.7.7.7/10.0.1.9", "{\"iif\":\"west\",\"oifs\":[\"east9\"]}");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("is 'east9'"), answer.body());
    }

    @Test
    void groupIsJoinedAndLeft() {
        String path = "/v1/igmp/interfaces/east2/static-groups/239.8.8.8/*";
        assertEquals(200, put(path, "").statusCode());
        assertEquals(
                1,
                appliance.json("/v1/memberships?group=239.8.8.8").get("items").size());
        assertEquals(200, delete(path).statusCode());
        assertEquals(
                0,
                appliance.json("/v1/memberships?group=239.8.8.8").get("items").size());
    }

    @Test
    void clearedStaticStreamsForwardOn() {
        assertEquals("{\"cleared\":2}", delete("/v1/mfes?group=239.1.1.1").body());
        assertEquals(List.of(), heard());
    }

    @Test
    void logLevelChanges() {
        assertEquals(
                200,
                put("/v1/log-levels/io.umbel.test", "{\"level\":\"debug\"}").statusCode());
        assertTrue(
                appliance.get("/v1/log-levels").body().contains("{\"logger\":\"io.umbel.test\",\"level\":\"debug\"}"));
        assertEquals(
                400, put("/v1/log-levels/io.umbel.test", "{\"level\":\"loud\"}").statusCode());
    }

    @Test
    void bodyThatBeginsWithAByteOrderMarkIsRefused() {
        assertEquals(
                400,
                put("/v1/log-levels/io.umbel.test", "\ufeff{\"level\":\"debug\"}")
                        .statusCode());
    }

    private String oifs(String key) {
        return appliance
                .json("/v1/mfes/" + key)
                .get("oifs")
                .valueStream()
                .map(oif -> oif.get("name").toString())
                .toList()
                .toString()
                .replace(" ", "");
    }

    /** What the data plane was told, without versions. */
    private List<String> heard() {
        return HeardChanges.by(Objects.requireNonNull(feed)).stream()
                .map(change -> change.replaceFirst(" [0-9]+$", ""))
                .map(change -> change.contains(" ")
                        ? change.replaceFirst(" .*", " ") + stream(Long.parseLong(change.replaceFirst("[a-z]+ ", "")))
                        : change)
                .filter(change -> !change.equals("lapped"))
                .toList();
    }

    private static String stream(long key) {
        for (String source : List.of("10.0.1.2", "10.0.1.3", "10.0.1.9")) {
            for (String group : List.of("239.1.1.1", "239.1.1.2", "239.7.7.7")) {
                if (Mfe.key(Ipv4Address.parse(source), Ipv4Address.parse(group)) == key) {
                    return source + " " + group;
                }
            }
        }
        return Long.toString(key);
    }

    private void edit(String from, String to) throws IOException {
        String before = Files.readString(appliance.configurationFile());
        assertTrue(before.contains(from), from);
        Files.writeString(appliance.configurationFile(), before.replace(from, to));
    }

    private HttpResponse<String> reload() {
        return appliance.send(appliance.request("/v1/configuration/reload").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> put(String path, String body) {
        return appliance.send(appliance
                .request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String path) {
        return appliance.send(appliance.request(path).DELETE());
    }
}
