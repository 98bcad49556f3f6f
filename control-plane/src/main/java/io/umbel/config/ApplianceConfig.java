package io.umbel.config;

import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.Path;
import java.util.List;

/**
 * What an appliance is told to be. Immutable; {@link #read} gives only what passed every check.
 *
 * @param sharedDir the directory that control plane and data plane share.
 * @param dataPlane how the packet loop runs.
 * @param interfaces in order of their index, which is their place in the file, from 1.
 * @param staticMroutes entries that need no protocol.
 */
public record ApplianceConfig(
        SharedDirectory sharedDir,
        DataPlaneConfig dataPlane,
        List<InterfaceConfig> interfaces,
        List<StaticMroute> staticMroutes) {

    public ApplianceConfig {
        interfaces = List.copyOf(interfaces);
        staticMroutes = List.copyOf(staticMroutes);
    }

    /**
     * Reads a configuration file.
     *
     * @throws ConfigException if anything in it is not allowed; nothing of it is used then.
     */
    public static ApplianceConfig read(Path file) {
        return ApplianceReader.read(file);
    }
}
