package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.DataPlaneConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.config.StaticMroute;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dataplane.forward.InterfaceSettings;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.agrona.CloseHelper;

/** Both planes in one process, as {@code umbel run} runs them. One thread starts and stops it. */
final class Appliance {
    /** Packet memory, in MiB: the pool and what devices need beside it. */
    private static final int MEMORY_MIB = 256;

    private static final int TABLE_CAPACITY = 100_000;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final SharedDirectory directory;
    private DataPlane dataPlane;

    Appliance(ApplianceConfig config, SharedDirectory directory) {
        this.directory = directory.create();
        MfeTable table = open(MfeTable.createOrRecover(directory, TABLE_CAPACITY));
        MfeChanges.Publisher changes = open(MfeChanges.publisher(directory));
        for (StaticMroute mroute : config.staticMroutes()) {
            Mfe mfe = Mfe.builder(mroute.source(), mroute.group())
                    .iif(mroute.iif())
                    .oifs(mroute.oifs().stream().mapToInt(Integer::intValue).toArray())
                    .flags(Mfe.STATIC)
                    .version(1)
                    .build();
            table.put(mfe);
            changes.put(mfe.key(), mfe.version());
        }
        Eal eal = open(Eal.start(memory(config)));
        dataPlane = DataPlane.open(eal, settings(config, directory));
    }

    void start() {
        dataPlane.start();
    }

    int stop() {
        int missing = dataPlane.stop();
        CloseHelper.closeAll(opened);
        directory.remove();
        return missing;
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private static EalOptions memory(ApplianceConfig config) {
        boolean huge = config.dataPlane().hugePages() != DataPlaneConfig.HugePages.OFF
                && EalOptions.freeHugePagesMiB() >= MEMORY_MIB;
        boolean pci =
                config.interfaces().stream().anyMatch(each -> !each.device().startsWith("net_"));
        return new EalOptions(huge ? EalOptions.Memory.HUGE_PAGES : EalOptions.Memory.ORDINARY_PAGES, MEMORY_MIB, pci);
    }

    private static DataPlaneSettings settings(ApplianceConfig config, SharedDirectory directory) {
        List<InterfaceSettings> interfaces =
                config.interfaces().stream().map(Appliance::settings).toList();
        DataPlaneSettings.Idle idle = switch (config.dataPlane().idle()) {
            case BUSY -> DataPlaneSettings.Idle.BUSY;
            case BACKOFF -> DataPlaneSettings.Idle.BACKOFF;
        };
        return new DataPlaneSettings(
                directory, interfaces, config.dataPlane().workers(), DataPlaneSettings.DEFAULT_POOL_SIZE, idle);
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
