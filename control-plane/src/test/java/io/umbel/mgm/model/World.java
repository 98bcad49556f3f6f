package io.umbel.mgm.model;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.SourceGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The small world of the random runs: five routing protocols and IGMP, eight interfaces, three groups and four sources;
 * and how its clients answer when they are asked, which depends on the question alone.
 */
final class World {

    static final int CLIENTS = 6;
    static final int IGMP = 5;

    static final List<ProtocolId> IDS = IntStream.range(0, CLIENTS)
            .mapToObj(client -> new ProtocolId(client == IGMP ? ProtocolId.IGMP : 101 + client, 1))
            .toList();

    static final List<InterfaceId> INTERFACES = List.of(
            InterfaceId.of(1),
            InterfaceId.of(2),
            InterfaceId.of(3),
            InterfaceId.of(4),
            InterfaceId.of(5),
            InterfaceId.of(6),
            new InterfaceId(7, Ipv4.parse("10.7.0.1")),
            new InterfaceId(7, Ipv4.parse("10.7.0.2")));

    static final List<Ipv4> SOURCES = addresses("10.0.0.1", "10.0.1.1", "10.0.200.1", "192.0.2.1");
    static final List<Ipv4> GROUPS = addresses("224.1.1.1", "239.0.0.1", "239.200.0.1");

    static final List<SourceGroup> ENTRIES = entries();

    private World() {}

    private static List<Ipv4> addresses(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(n -> Ipv4.parse(texts[n]))
                .toList();
    }

    /** (*, *) and (*, g) as often as all the (s, g), for they do more. */
    private static List<SourceGroup> entries() {
        List<SourceGroup> entries = new ArrayList<>();
        for (Ipv4 group : GROUPS) {
            SOURCES.forEach(source -> entries.add(SourceGroup.of(source, group)));
            for (int n = 0; n < 3; n++) {
                entries.add(SourceGroup.anySource(group));
            }
        }
        for (int n = 0; n < 3; n++) {
            entries.add(SourceGroup.ALL);
        }
        return List.copyOf(entries);
    }

    static Route routeTo(Ipv4 source, InterfaceId towards) {
        return new Route(towards, Ipv4.parse("10.99.0." + towards.index()), 7, source, Ipv4.ALL_ONES);
    }

    private static int dice(int sides, Object... question) {
        return Math.floorMod(Integer.reverse(List.of(question).hashCode() * 0x9E3779B9), sides);
    }

    /** The interface a client answers to an RPF query; its own, another's or none's. */
    static InterfaceId rpfInterface(int client, SourceGroup entry, InterfaceId found) {
        return dice(3, client, entry) == 0 ? INTERFACES.get(dice(INTERFACES.size(), entry, client)) : found;
    }

    static Ipv4 rpfNeighbor(int client, SourceGroup entry, Ipv4 found) {
        return dice(4, entry, client, "neighbor") == 0 ? Ipv4.parse("10.98.0." + client) : found;
    }

    static boolean vetoes(int client, SourceGroup entry, InterfaceId on) {
        return dice(4, client, entry, on) == 0;
    }

    static OptionalInt timeOut(int client, SourceGroup entry) {
        return switch (dice(5, client, entry, "time-out")) {
            case 0 -> OptionalInt.of(0);
            case 1 -> OptionalInt.of(60);
            case 2 -> OptionalInt.of(990 + 30 * client);
            case 3 -> OptionalInt.of(-5);
            default -> OptionalInt.empty();
        };
    }
}
