package io.umbel.example;

import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.GroupManagerCore;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmEnvironment;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What docs/protocol-authors.md shows compiles, runs and does what it says. */
class ProtocolAuthorsGuideTest {

    private static final Ipv4 GROUP = Ipv4.parse("239.1.1.1");
    private static final Ipv4 SOURCE = Ipv4.parse("10.0.0.1");
    private static final SourceGroup ANY = SourceGroup.anySource(GROUP);
    private static final InterfaceId UPLINK = InterfaceId.of(1);
    private static final InterfaceId LAN = InterfaceId.of(2);

    private final List<String> messages = new ArrayList<>();
    private final GroupManagerCore manager = new GroupManagerCore(
            new MgmEnvironment(
                    source -> Optional.of(new Route(UPLINK, Ipv4.ZERO, 3, SOURCE, Ipv4.ALL_ONES)),
                    new NoForwarder(),
                    () -> 0,
                    (client, callback, thrown) -> messages.add(callback + " failed")),
            MgmOptions.DEFAULTS);

    private static final class NoForwarder implements Forwarder {
        @Override
        public void install(ForwardingEntry entry) {}

        @Override
        public void remove(MfeKey key) {}

        @Override
        public MfeCounters counters(MfeKey key) {
            return MfeCounters.NONE;
        }
    }

    private final class Messages implements UplinkProtocol.Neighbor {
        @Override
        public void join(SourceGroup entry) {
            messages.add("join " + entry);
        }

        @Override
        public void prune(SourceGroup entry) {
            messages.add("prune " + entry);
        }
    }

    private ProtocolHandle aProtocolOnTheLan() {
        ProtocolHandle lan = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(1, 1));
        manager.takeInterfaceOwnership(lan, LAN);
        return lan;
    }

    @Test
    void theExample_asksItsNeighborForWhatOthersWant() {
        ProtocolHandle lan = aProtocolOnTheLan();
        new UplinkProtocol(manager, UPLINK, new Messages());

        manager.addGroupMembership(lan, ANY, LAN, StateFlags.JOIN);
        manager.deleteGroupMembership(lan, ANY, LAN, StateFlags.JOIN);

        assertEquals(List.of("join (*, 239.1.1.1)", "prune (*, 239.1.1.1)"), messages);
    }

    @Test
    void theExample_startingLate_catchesUp() {
        ProtocolHandle lan = aProtocolOnTheLan();
        manager.addGroupMembership(lan, ANY, LAN, StateFlags.JOIN);

        new UplinkProtocol(manager, UPLINK, new Messages());

        assertEquals(List.of("join (*, 239.1.1.1)"), messages);
    }

    @Test
    void theExample_passesOnWhatItsNeighborWants() {
        aProtocolOnTheLan();
        UplinkProtocol protocol = new UplinkProtocol(manager, UPLINK, new Messages());
        InterfaceId elsewhere = InterfaceId.of(3);
        manager.onNewPacket(SOURCE, GROUP, elsewhere, PacketHeader.copyOf(new byte[20], 0, 20));

        protocol.onNeighborJoin(ANY);
        protocol.onNeighborPrune(ANY);
        protocol.stop();

        assertEquals(List.of("prune (10.0.0.1, 239.1.1.1)"), messages);
    }

    @Test
    void theGuide_showsTheExampleAsCompiled() throws IOException {
        Path home = Path.of(System.getProperty("umbel.home", ".."));
        String guide = Files.readString(home.resolve("docs/protocol-authors.md"));
        String source =
                Files.readString(home.resolve("control-plane/src/test/java/io/umbel/example/UplinkProtocol.java"));

        String shown = guide.substring(guide.indexOf("```java\n") + "```java\n".length());

        assertEquals(source, shown.substring(0, shown.indexOf("```")));
    }
}
