package io.umbel.api;

import io.helidon.http.Status;
import io.umbel.config.ApplianceConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.ProtocolId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the resources speak of: the control plane, how to read it, and the names of its interfaces. Any thread may ask. */
public final class Appliance {
    private static final int STATIC = 3;

    private final ControlPlane controlPlane;
    private final boolean sharedDirGiven;
    private final Path configurationFile;
    private final ReadGate tables = new ReadGate();
    private final ReadGate agent = new ReadGate();
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    /** @param configurationFile where the configuration was read */
    public Appliance(ControlPlane controlPlane, ApplianceConfig config, Path configurationFile) {
        this.controlPlane = controlPlane;
        this.configurationFile = configurationFile;
        this.sharedDirGiven =
                !ApplianceConfig.read(configurationFile).sharedDir().equals(config.sharedDir());
        for (InterfaceConfig each : config.interfaces()) {
            indices.put(each.name(), each.index());
            names.put(each.index(), each.name());
        }
    }

    /** The control plane. */
    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /** What holds now. */
    ApplianceConfig config() {
        return controlPlane.config();
    }

    /** The file as it is now, in the shared directory of the start if that was given beside the file. */
    ApplianceConfig readFile() {
        ApplianceConfig file = ApplianceConfig.read(configurationFile);
        return sharedDirGiven ? file.withSharedDir(config().sharedDir()) : file;
    }

    /**
     * Goes over to another configuration; one change at a time.
     *
     * @param change what is wanted, from what holds
     * @return the keys whose values are others now
     * @throws Problem 409, if one of them holds from a start on only
     */
    List<String> change(UnaryOperator<ApplianceConfig> change) {
        changing.lock();
        try {
            ApplianceConfig wanted = change.apply(config());
            return agent.await(() -> controlPlane.reconfigure(wanted));
        } catch (IllegalStateException refused) {
            throw new Problem(Status.CONFLICT_409, String.valueOf(refused.getMessage()));
        } finally {
            changing.unlock();
        }
    }

    Path configurationFile() {
        return configurationFile;
    }

    /** Before the group manager's tables. */
    ReadGate tables() {
        return tables;
    }

    /** Before the control plane's thread. */
    ReadGate agent() {
        return agent;
    }

    /**
     * The interface of that name, as it is configured now.
     *
     * @throws Problem 404, if there is none
     */
    public InterfaceConfig named(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw Problem.notFound("there is no interface '" + name + "'; there are "
                    + config().interfaces().stream()
                            .limit(8)
                            .map(InterfaceConfig::name)
                            .collect(Collectors.joining(", ")));
        }
        return config().interfaces().get(index - 1);
    }

    /** What people call the interface of an index. */
    public String name(int index) {
        return names.getOrDefault(index, Integer.toUnsignedString(index));
    }

    String name(InterfaceId id) {
        return id.nextHop().isZero() ? name(id.index()) : name(id.index()) + "/" + id.nextHop();
    }

    /** What people call a protocol. */
    static String name(ProtocolId id) {
        String protocol = protocolName(id.protocolId());
        return id.componentId() == 1 ? protocol : protocol + "/" + Integer.toUnsignedString(id.componentId());
    }

    private static String protocolName(int protocol) {
        return switch (protocol) {
            case STATIC -> "static";
            case ProtocolId.IGMP -> "igmp";
            default -> "protocol-" + Integer.toUnsignedString(protocol);
        };
    }
}
