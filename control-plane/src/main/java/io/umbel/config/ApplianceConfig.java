package io.umbel.config;

import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an appliance is told to be. Immutable; {@link #read} gives only what passed every check.
 *
 * @param sharedDir the directory that control plane and data plane share.
 * @param limits how much is kept at most.
 * @param controlPlane how the control plane runs.
 * @param dataPlane how the packet loop runs.
 * @param api where operators reach the appliance.
 * @param interfaces in order of their index, which is their place in the file, from 1.
 * @param routes to sources beyond other routers.
 * @param staticMroutes entries that need no protocol.
 */
public record ApplianceConfig(
        SharedDirectory sharedDir,
        LimitsConfig limits,
        ControlPlaneConfig controlPlane,
        DataPlaneConfig dataPlane,
        ApiConfig api,
        List<InterfaceConfig> interfaces,
        List<RouteConfig> routes,
        List<StaticMroute> staticMroutes) {

    public ApplianceConfig {
        interfaces = List.copyOf(interfaces);
        routes = List.copyOf(routes);
        staticMroutes = List.copyOf(staticMroutes);
    }

    /** With what holds for all else when the file says nothing. */
    public ApplianceConfig(
            SharedDirectory sharedDir,
            DataPlaneConfig dataPlane,
            List<InterfaceConfig> interfaces,
            List<StaticMroute> staticMroutes) {
        this(
                sharedDir,
                LimitsConfig.DEFAULT,
                ControlPlaneConfig.DEFAULT,
                dataPlane,
                ApiConfig.DEFAULT,
                interfaces,
                List.of(),
                staticMroutes);
    }

    /** The same with another directory for the shared files. */
    public ApplianceConfig withSharedDir(SharedDirectory other) {
        return new ApplianceConfig(other, limits, controlPlane, dataPlane, api, interfaces, routes, staticMroutes);
    }

    /** The same with other interfaces of the same indices. */
    public ApplianceConfig withInterfaces(List<InterfaceConfig> others) {
        return new ApplianceConfig(sharedDir, limits, controlPlane, dataPlane, api, others, routes, staticMroutes);
    }

    /** What of it the group manager's clients are told: nothing of interfaces that are disabled. */
    public ApplianceConfig ofEnabled() {
        Set<Integer> disabled = interfaces.stream()
                .filter(each -> !each.enabled())
                .map(InterfaceConfig::index)
                .collect(Collectors.toSet());
        return new ApplianceConfig(
                sharedDir,
                limits,
                controlPlane,
                dataPlane,
                api,
                interfaces.stream()
                        .map(each -> each.enabled() ? each : each.withoutIgmp())
                        .toList(),
                routes,
                staticMroutes.stream()
                        .filter(mroute -> !disabled.contains(mroute.iif()))
                        .map(mroute -> new StaticMroute(
                                mroute.source(),
                                mroute.group(),
                                mroute.iif(),
                                mroute.oifs().stream()
                                        .filter(oif -> !disabled.contains(oif))
                                        .toList()))
                        .toList());
    }

    /**
     * Reads a configuration file.
     *
     * @throws ConfigException if anything in it is not allowed; nothing of it is used then.
     */
    public static ApplianceConfig read(Path file) {
        return ApplianceReader.read(new YamlFile(file));
    }

    /**
     * Reads a configuration that is no file.
     *
     * @param name what errors call it.
     * @throws ConfigException if anything in it is not allowed; nothing of it is used then.
     */
    public static ApplianceConfig parse(String name, String yaml) {
        return ApplianceReader.read(new YamlFile(Path.of(name), yaml));
    }
}
