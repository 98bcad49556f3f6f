package io.umbel.mgm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A packet path in miniature: looks up, checks the incoming interface, counts, and reports what it must. */
final class PacketPath implements Forwarder {

    static final int OCTETS_PER_PACKET = 100;

    private final Map<MfeKey, Installed> installed = new HashMap<>();

    /** Every command received, in order. */
    final List<String> commands = new ArrayList<>();

    private static final class Installed {
        ForwardingEntry entry;
        long in;
        long differentIf;
        long negative;
        final Map<InterfaceId, Long> out = new TreeMap<>();

        Installed(ForwardingEntry entry) {
            this.entry = entry;
        }
    }

    @Override
    public void install(ForwardingEntry entry) {
        commands.add("install " + entry);
        installed.computeIfAbsent(entry.key(), key -> new Installed(entry)).entry = entry;
    }

    @Override
    public void remove(MfeKey key) {
        commands.add("remove " + key);
        installed.remove(key);
    }

    @Override
    public MfeCounters counters(MfeKey key) {
        Installed found = installed.get(key);
        if (found == null) {
            return MfeCounters.NONE;
        }
        Map<InterfaceId, OifCounters> outgoing = new HashMap<>();
        found.out.forEach((id, packets) -> outgoing.put(id, new OifCounters(0, 0, packets, 0)));
        long total = found.out.values().stream().mapToLong(Long::longValue).sum();
        return new MfeCounters(
                found.in, found.in * OCTETS_PER_PACKET, found.differentIf, 0, 0, found.negative, 0, 0, total, outgoing);
    }

    /** A packet arrives; returns where it leaves. */
    List<InterfaceId> receive(PacketUpcalls manager, Ipv4 source, Ipv4 group, InterfaceId on, PacketHeader header) {
        MfeKey key = new MfeKey(group, source);
        Installed found = installed.get(key);
        if (found == null) {
            boolean goesOut = manager.onNewPacket(source, group, on, header);
            Installed made = installed.get(key);
            return goesOut && made != null ? forward(made) : List.of();
        }
        if (!found.entry.incoming().equals(on)) {
            found.differentIf++;
            manager.onWrongInterface(source, group, on, header);
            return List.of();
        }
        return forward(found);
    }

    private static List<InterfaceId> forward(Installed by) {
        List<InterfaceId> outgoing = by.entry.outgoing();
        if (outgoing.isEmpty()) {
            by.negative++;
        } else {
            by.in++;
        }
        outgoing.forEach(id -> by.out.merge(id, 1L, Long::sum));
        return List.copyOf(outgoing);
    }
}
