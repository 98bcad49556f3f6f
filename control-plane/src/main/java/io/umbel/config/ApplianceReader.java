package io.umbel.config;

import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads the whole of a configuration file. */
final class ApplianceReader {
    private static final int MAX_MEMBERSHIPS = 100_000_000;

    private ApplianceReader() {}

    static ApplianceConfig read(Path file) {
        YamlSection appliance =
                new YamlFile(file).read().section("shared-dir", "limits", "data-plane", "interfaces", "static-mroutes");
        SharedDirectory sharedDir = new SharedDirectory(appliance
                .optional("shared-dir")
                .map(ApplianceReader::absolutePath)
                .orElse(SharedDirectory.DEFAULT_PATH));
        LimitsConfig limits =
                appliance.optional("limits").map(ApplianceReader::limits).orElse(LimitsConfig.DEFAULT);
        DataPlaneConfig dataPlane =
                appliance.optional("data-plane").map(ApplianceReader::dataPlane).orElse(DataPlaneConfig.DEFAULT);
        List<InterfaceConfig> interfaces =
                InterfacesReader.read(appliance.required("interfaces", "[{ name: west, device: ..., address: ... }]"));
        List<StaticMroute> staticMroutes = appliance
                .optional("static-mroutes")
                .map(field -> StaticMroutesReader.read(field, interfaces, limits))
                .orElse(List.of());
        return new ApplianceConfig(sharedDir, limits, dataPlane, interfaces, staticMroutes);
    }

    private static Path absolutePath(YamlField field) {
        String allowed = "an absolute path, as in " + SharedDirectory.DEFAULT_PATH;
        try {
            Path path = Path.of(field.text(allowed));
            if (path.isAbsolute() && path.getNameCount() > 0) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // Refused below, as any other that is no absolute path.
        }
        throw field.refused(allowed);
    }

    private static LimitsConfig limits(YamlField field) {
        YamlSection section = field.section("entries", "memberships");
        LimitsConfig byDefault = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                section.optional("entries")
                        .map(entries -> entries.integer(1, MfeTable.MAX_CAPACITY))
                        .orElse(byDefault.entries()),
                section.optional("memberships")
                        .map(memberships -> memberships.integer(1, MAX_MEMBERSHIPS))
                        .orElse(byDefault.memberships()));
    }

    private static DataPlaneConfig dataPlane(YamlField field) {
        YamlSection section = field.section("workers", "idle", "huge-pages");
        DataPlaneConfig byDefault = DataPlaneConfig.DEFAULT;
        return new DataPlaneConfig(
                section.optional("workers").map(ApplianceReader::workers).orElse(byDefault.workers()),
                section.optional("idle")
                        .map(idle -> idle.oneOf(DataPlaneConfig.Idle.values()))
                        .orElse(byDefault.idle()),
                section.optional("huge-pages")
                        .map(hugePages -> hugePages.oneOf(DataPlaneConfig.HugePages.values()))
                        .orElse(byDefault.hugePages()));
    }

    private static int workers(YamlField field) {
        return field.integer(1, 1);
    }
}
