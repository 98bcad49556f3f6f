package io.umbel.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** docs/configuration.md has a row for each key that a file may have, as the refusal of another key lists them. */
class ConfigurationGuideTest {
    private static final String ALLOWED = "; allowed are ";

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            The file              | ''              | other: 1
            `limits`              | ''              | limits: { other: 1 }
            `control-plane`       | ''              | control-plane: { other: 1 }
            `control-plane`       | remote-clients. | control-plane: { remote-clients: { other: 1 } }
            `api`                 | ''              | api: { other: 1 }
            `api`                 | tls.            | api: { tls: { other: 1 } }
            `data-plane`          | ''              | data-plane: { other: 1 }
            `data-plane`          | hold.           | data-plane: { hold: { other: 1 } }
            `interfaces`          | ''              | interfaces: [{ other: 1 }]
            `igmp` of an interface | ''             | interfaces: [{ name: w, device: net_null0, address: 10.0.0.1/24, igmp: { other: 1 } }]
            `routes`              | ''              | routes: [{ other: 1 }]
            `static-mroutes`      | ''              | static-mroutes: [{ other: 1 }]
            """)
    void everyKeyHasItsRow(String heading, String prefix, String yaml) throws IOException {
        List<String> rows = rowsBelow(heading);
        assertEquals(
                List.of(),
                keysIn(yaml).stream()
                        .map(key -> "| `" + prefix + key + "` |")
                        .filter(row -> rows.stream().noneMatch(each -> each.startsWith(row)))
                        .toList());
    }

    private static List<String> keysIn(String yaml) {
        String interfaces = yaml.startsWith("interfaces")
                ? ""
                : "\ninterfaces: [{ name: west, device: net_null0, address: 10.0.0.1/24 }]";
        ConfigException refused =
                assertThrows(ConfigException.class, () -> ApplianceConfig.parse("umbel.yaml", yaml + interfaces));
        String refusal = String.valueOf(refused.getMessage());
        return Arrays.asList(
                refusal.substring(refusal.indexOf(ALLOWED) + ALLOWED.length()).split(", "));
    }

    private static List<String> rowsBelow(String heading) throws IOException {
        String page = Files.readString(Path.of(System.getProperty("umbel.home"), "docs/configuration.md"));
        String after = page.substring(page.indexOf("\n## " + heading + "\n") + 1);
        return after.lines().skip(1).takeWhile(line -> !line.startsWith("## ")).toList();
    }
}
