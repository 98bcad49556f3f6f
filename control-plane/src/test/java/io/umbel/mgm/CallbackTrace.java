package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The callbacks in the order they came, in the notation of the conformance cases: {@code J((*,G1),T)→B}. */
final class CallbackTrace {

    private final List<String> lines = new ArrayList<>();
    private final Map<Ipv4, String> names;

    CallbackTrace(Map<Ipv4, String> names) {
        this.names = names;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void clear() {
        lines.clear();
    }

    private synchronized void add(String callback, String recipient) {
        lines.add(callback + "→" + recipient);
    }

    private String name(Ipv4 address) {
        return names.getOrDefault(address, address.toString());
    }

    private String name(SourceGroup entry) {
        return "(" + (entry.namesSource() ? name(entry.source()) : "*") + ","
                + (entry.namesGroup() ? name(entry.group()) : "*") + ")";
    }

    private static String flag(boolean member) {
        return member ? "T" : "F";
    }

    void rpf(RpfQuery query, String to) {
        add(
                "RPF(" + name(SourceGroup.of(query.source(), query.group())) + ","
                        + query.route().towards() + ")",
                to);
    }

    void creation(CreationAlert alert, String to) {
        String outgoing = alert.outgoing().stream()
                .map(branch -> branch.id() + (branch.enabled() ? "" : " off") + (branch.igmpEnabled() ? "+I" : ""))
                .collect(Collectors.joining(",", "[", "]"));
        add(
                "CR(" + name(SourceGroup.of(alert.source(), alert.group())) + "," + alert.incoming() + "," + outgoing
                        + ")",
                to);
    }

    void join(SourceGroup entry, boolean member, String to) {
        add("J(" + name(entry) + "," + flag(member) + ")", to);
    }

    void prune(PruneAlert alert, String to) {
        add("P(" + name(alert.entry()) + "," + alert.interfaceId() + "," + flag(alert.memberDelete()) + ")", to);
    }

    void localJoin(SourceGroup entry, InterfaceId on, String to) {
        add("LJ(" + name(entry) + "," + on + ")", to);
    }

    void localLeave(SourceGroup entry, InterfaceId on, String to) {
        add("LL(" + name(entry) + "," + on + ")", to);
    }

    void wrongIf(Ipv4 source, Ipv4 group, InterfaceId on, String to) {
        add("WRONG_IF(" + name(source) + "," + name(group) + "," + on + ")", to);
    }

    void disable(InterfaceId changing, String to) {
        add("Disable(" + changing + ")", to);
    }

    void enable(InterfaceId changed, String to) {
        add("Enable(" + changed + ")", to);
    }
}
