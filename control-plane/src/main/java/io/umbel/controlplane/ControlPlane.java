package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.StaticMroute;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A control plane that publishes the static entries of the configuration, and nothing else. For one thread.
 *
 * <p>Its end changes nothing: the data plane forwards by what was published, and the next control plane publishes only
 * what differs.
 */
public final class ControlPlane implements AutoCloseable {
    /** For how many entries the table is made. It takes more, but then slows down. */
    private static final long TABLE_CAPACITY = 65_536;

    private final ControlPlaneLock lock;
    private final MfeTable table;
    private final MfeChanges.Publisher changes;
    private final InstantSource clock;

    private ControlPlane(SharedDirectory directory, InstantSource clock) {
        this.lock = ControlPlaneLock.acquire(directory);
        this.table = MfeTable.createOrRecover(directory, TABLE_CAPACITY);
        this.changes = MfeChanges.publisher(directory);
        this.clock = clock;
    }

    /**
     * Makes the shared directory with the table and its change feed, takes over what an earlier control plane left there,
     * and publishes the static entries. When it returns, a data plane may be started.
     *
     * @throws IllegalStateException with one sentence, if the directory is somebody else's or has a control plane already.
     */
    public static ControlPlane start(ApplianceConfig config) {
        return start(config, InstantSource.system());
    }

    static ControlPlane start(ApplianceConfig config, InstantSource clock) {
        ControlPlane controlPlane = new ControlPlane(config.sharedDir().create(), clock);
        controlPlane.publish(config.staticMroutes());
        return controlPlane;
    }

    /** Lets go of the shared files. They stay, for the data plane and the next control plane. */
    @Override
    public void close() {
        changes.close();
        table.close();
        lock.close();
    }

    /** Makes these the entries of the table, and all of them; what is published already is left alone. */
    private void publish(List<StaticMroute> mroutes) {
        Map<Long, Mfe> obsolete = new HashMap<>();
        table.forEach(mfe -> obsolete.put(mfe.key(), mfe));
        long version = obsolete.values().stream().mapToLong(Mfe::version).max().orElse(0);
        for (StaticMroute mroute : mroutes) {
            Mfe published = obsolete.remove(Mfe.key(mroute.source(), mroute.group()));
            Mfe wanted = entry(mroute)
                    .version(++version)
                    .created(published == null ? clock.millis() : published.created())
                    .build();
            if (published == null || !published.forwardsLike(wanted)) {
                table.put(wanted);
                changes.put(wanted.key(), wanted.version());
            }
        }
        for (Mfe mfe : obsolete.values()) {
            table.remove(mfe.key());
            changes.remove(mfe.key(), mfe.version());
        }
    }

    private static Mfe.Builder entry(StaticMroute mroute) {
        return Mfe.builder(mroute.source(), mroute.group())
                .iif(mroute.iif())
                .oifs(mroute.oifs().stream().mapToInt(Integer::intValue).toArray())
                .flags(Mfe.STATIC);
    }
}
