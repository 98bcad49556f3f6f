package io.umbel.api;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** An interface that belongs to no protocol, and so forwards nothing without a word of that elsewhere. */
@Timeout(60)
class UnownedInterfaceTest {
    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    @Test
    void interfaceWithoutAProtocolRaisesAnAlarm_untilItIsDisabled() throws Exception {
        assertEquals(List.of(), alarms());
        Files.writeString(
                appliance.configurationFile(),
                Files.readString(appliance.configurationFile()).replaceFirst("(?s)static-mroutes:.*", ""));
        appliance.send(appliance.request("/v1/configuration/reload").POST(HttpRequest.BodyPublishers.noBody()));
        await(List.of("interface-without-protocol/west"));
        appliance.send(appliance
                .request("/v1/interfaces/west")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"enabled\":false}")));
        await(List.of());
    }

    /** There is no data plane here. */
    private List<String> alarms() {
        return appliance
                .json("/v1/alarms")
                .get("alarms")
                .valueStream()
                .map((JsonNode alarm) -> alarm.get("name").asString())
                .filter(name -> !name.equals("data-plane-gone"))
                .toList();
    }

    private void await(List<String> wanted) throws InterruptedException {
        while (!alarms().equals(wanted)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
