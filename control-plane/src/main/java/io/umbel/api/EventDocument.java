package io.umbel.api;

import io.umbel.controlplane.Event;
import io.umbel.controlplane.EventLog;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How the API tells of an event. */
final class EventDocument {
    private final Appliance appliance;
    private final Map<String, Object> members = new LinkedHashMap<>();

    private EventDocument(EventLog.Entry entry, Appliance appliance) {
        this.appliance = appliance;
        members.put("type", type(entry.event()));
        members.put("time", entry.time().toString());
        switch (entry.event()) {
            case Event.CallbackMade made -> {
                members.put("protocol", Appliance.name(made.client()));
                members.put("callback", Json.name(made.callback()));
                made.entry().ifPresent(this::put);
                made.on().ifPresent(this::put);
            }
            case Event.MembershipChanged changed -> {
                members.put("protocol", Appliance.name(changed.by()));
                put(changed.entry());
                put(changed.on());
            }
            case Event.MfeChanged changed -> {
                Mfe mfe = changed.entry();
                boolean forwards = changed.change() != Event.MfeChanged.Change.REMOVED;
                members.put("group", new Ipv4(mfe.group()).toString());
                members.put("source", new Ipv4(mfe.source()).toString());
                members.put("iif", appliance.name(mfe.iif()));
                members.put("oifs", forwards ? names(mfe) : List.of());
            }
            case Event.QuerierChanged changed -> {
                put(changed.on());
                members.put("from", changed.from().toString());
                members.put("to", changed.to().toString());
            }
            case Event.InterfaceSwitched switched -> put(switched.on());
            case Event.Reloaded reloaded -> members.put("changed", reloaded.changed());
            case Event.Alarm alarm -> {
                members.put("alarm", alarm.name());
                members.put("detail", alarm.detail());
            }
        }
    }

    static Map<String, Object> of(EventLog.Entry entry, Appliance appliance) {
        return new EventDocument(entry, appliance).members;
    }

    /** What kind of event it is. */
    static String type(Event event) {
        return switch (event) {
            case Event.CallbackMade _ -> "callback";
            case Event.MembershipChanged changed -> changed.added() ? "membership-added" : "membership-deleted";
            case Event.MfeChanged changed -> "mfe-" + Json.name(changed.change());
            case Event.QuerierChanged _ -> "querier-changed";
            case Event.InterfaceSwitched switched -> switched.enabled() ? "interface-enabled" : "interface-disabled";
            case Event.Reloaded _ -> "configuration-reloaded";
            case Event.Alarm alarm -> alarm.raised() ? "alarm-raised" : "alarm-cleared";
        };
    }

    private List<String> names(Mfe mfe) {
        return IntStream.range(0, mfe.oifCount())
                .mapToObj(i -> appliance.name(mfe.oif(i)))
                .toList();
    }

    private void put(SourceGroup entry) {
        members.put("group", text(entry.group()));
        members.put("source", text(entry.source()));
    }

    private void put(InterfaceId on) {
        members.put("interface", appliance.name(on));
    }

    private static String text(Ipv4 address) {
        return address.isZero() ? "*" : address.toString();
    }
}
