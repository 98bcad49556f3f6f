package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.DataPlaneConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dataplane.forward.HoldSettings;
import io.umbel.dataplane.forward.InterfaceSettings;
import io.umbel.dpdk.EalOptions;

/** What the configuration says, in the data plane's terms. */
final class ConfiguredDataPlane {
    /** How DPDK's virtual devices are named; what is named otherwise is a PCI address. */
    private static final String VIRTUAL_DEVICE = "net_";

    private ConfiguredDataPlane() {}

    /**
     * How DPDK is started.
     *
     * @throws IllegalStateException if the configuration insists on huge pages and there are too few
     */
    static EalOptions ealOptions(ApplianceConfig config) {
        long free = EalOptions.freeHugePagesMiB();
        boolean huge = switch (config.dataPlane().hugePages()) {
            case AUTO -> free >= DataPlaneSettings.HUGE_PAGES_MIB;
            case ON -> true;
            case OFF -> false;
        };
        if (huge && free < DataPlaneSettings.HUGE_PAGES_MIB) {
            throw new IllegalStateException(
                    "data-plane: huge-pages is on, and of 2 MiB huge pages " + free + " MiB are free; allowed is "
                            + DataPlaneSettings.HUGE_PAGES_MIB + " MiB or more, or huge-pages: auto or off");
        }
        boolean pci =
                config.interfaces().stream().anyMatch(each -> !each.device().startsWith(VIRTUAL_DEVICE));
        return huge
                ? new EalOptions(EalOptions.Memory.HUGE_PAGES, DataPlaneSettings.HUGE_PAGES_MIB, pci)
                : new EalOptions(EalOptions.Memory.ORDINARY_PAGES, DataPlaneSettings.ORDINARY_PAGES_MIB, pci);
    }

    /** What the data plane is told. */
    static DataPlaneSettings settings(ApplianceConfig config) {
        DataPlaneConfig dataPlane = config.dataPlane();
        return new DataPlaneSettings(
                config.sharedDir(),
                config.interfaces().stream().map(ConfiguredDataPlane::settings).toList(),
                dataPlane.workers(),
                DataPlaneSettings.DEFAULT_POOL_SIZE,
                switch (dataPlane.idle()) {
                    case BUSY -> DataPlaneSettings.Idle.BUSY;
                    case BACKOFF -> DataPlaneSettings.Idle.BACKOFF;
                },
                hold(dataPlane.hold()));
    }

    private static HoldSettings hold(DataPlaneConfig.Hold hold) {
        return new HoldSettings(hold.packetsAStream(), hold.packets(), hold.streams(), hold.time(), hold.askAgain());
    }

    private static InterfaceSettings settings(InterfaceConfig config) {
        return new InterfaceSettings(
                config.name(),
                config.device(),
                config.mac().orElse(null),
                config.vlan(),
                config.address().address(),
                config.mtu());
    }
}
