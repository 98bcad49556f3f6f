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

    static ApplianceConfig read(YamlFile file) {
        YamlSection appliance = file.read()
                .section(
                        "shared-dir",
                        "limits",
                        "control-plane",
                        "data-plane",
                        "api",
                        "interfaces",
                        "routes",
                        "static-mroutes");
        SharedDirectory sharedDir = new SharedDirectory(appliance
                .optional("shared-dir")
                .map(ApplianceReader::absolutePath)
                .orElse(SharedDirectory.DEFAULT_PATH));
        LimitsConfig limits =
                appliance.optional("limits").map(ApplianceReader::limits).orElse(LimitsConfig.DEFAULT);
        DataPlaneConfig dataPlane =
                appliance.optional("data-plane").map(DataPlaneReader::read).orElse(DataPlaneConfig.DEFAULT);
        ApiConfig api = appliance.optional("api").map(ApiReader::read).orElse(ApiConfig.DEFAULT);
        List<InterfaceConfig> interfaces =
                InterfacesReader.read(appliance.required("interfaces", "[{ name: west, device: ..., address: ... }]"));
        ControlPlaneConfig controlPlane = ControlPlaneReader.read(appliance.optional("control-plane"), interfaces);
        List<RouteConfig> routes = appliance
                .optional("routes")
                .map(field -> RoutesReader.read(field, interfaces))
                .orElse(List.of());
        List<StaticMroute> staticMroutes = appliance
                .optional("static-mroutes")
                .map(field -> StaticMroutesReader.read(field, interfaces, limits))
                .orElse(List.of());
        return new ApplianceConfig(sharedDir, limits, controlPlane, dataPlane, api, interfaces, routes, staticMroutes);
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
                section.integer("entries", 1, MfeTable.MAX_CAPACITY, byDefault.entries()),
                section.integer("memberships", 1, MAX_MEMBERSHIPS, byDefault.memberships()));
    }
}
