package io.umbel.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConfigurationDocumentTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void smallFileWithAllThatIsUnderstoodIsTheSameConfiguration() throws IOException {
        assertSameWhenReadAgain("interfaces: [{ name: west, device: net_null0, address: 10.0.1.1/24 }]");
    }

    @Test
    void largeFileReadAgainIsTheSameConfiguration() throws IOException {
        assertSameWhenReadAgain("""
                shared-dir: /run/umbel
                limits: { entries: 1000, memberships: 100 }
                control-plane: { takeover-grace: 1500ms }
                data-plane: { workers: 2, cores: [3, 4], idle: busy, huge-pages: "off", hold: { packets-a-stream: 1, time: 20ms } }
                api: { listen: ["[::1]:1", "192.0.2.1:2"], tls: { certificate: /c, key: /k, client-ca: /a }, token-file: /t }
                interfaces:
                  - { name: west, device: "net_null0,x=1", address: 10.0.1.1/24, mac: "02:00:00:00:00:01", mtu: 9000 }
                  - name: east1
                    device: net_null1
                    vlan: 7
                    address: 10.1.1.1/24
                    igmp:
                      version: 2
                      robustness-variable: 3
                      query-interval: 60s
                      last-member-query-interval: 500ms
                      require-router-alert: "off"
                      immediate-leave: "on"
                      explicit-tracking: "on"
                      max-groups: 5
                      group-policy: [{ allow: 239.1.1.0/24 }, { deny: 239.1.0.0/16 }]
                      ssm-ranges: [232.0.0.0/8, 239.9.0.0/16]
                      ssm-map: [{ groups: 232.1.0.0/16, source: 10.0.1.2 }]
                      static-group: [{ group: 239.1.1.1 }, { group: 232.1.1.1, source: 10.0.1.2 }]
                routes: [{ prefix: 10.9.0.0/16, interface: west, via: 10.0.1.254 }, { prefix: 0.0.0.0/0, interface: east1 }]
                static-mroutes: [{ source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [east1] }]
                """);
    }

    private void assertSameWhenReadAgain(String yaml) throws IOException {
        ApplianceConfig config = ApplianceConfig.read(Files.writeString(directory.resolve("first.yaml"), yaml));
        // JSON is YAML.
        String document = JsonMapper.builder().build().writeValueAsString(ConfigurationDocument.of(config));
        assertEquals(config, ApplianceConfig.read(Files.writeString(directory.resolve("second.yaml"), document)));
    }
}
