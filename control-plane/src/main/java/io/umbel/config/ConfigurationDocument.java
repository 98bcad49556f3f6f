package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.igmp.GroupPolicy;
import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.IgmpTimers;
import io.umbel.mgm.SourceGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A configuration as a file would say it that leaves nothing to be understood: the same keys, every one written out. Read again,
 * it is the same configuration.
 */
public final class ConfigurationDocument {
    private final Map<Integer, String> names = new LinkedHashMap<>();

    private ConfigurationDocument(List<InterfaceConfig> interfaces) {
        interfaces.forEach(each -> names.put(each.index(), each.name()));
    }

    /** Maps, lists, texts and numbers, for JSON or YAML. */
    public static Map<String, Object> of(ApplianceConfig config) {
        return new ConfigurationDocument(config.interfaces()).document(config);
    }

    private Map<String, Object> document(ApplianceConfig config) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("shared-dir", config.sharedDir().path().toString());
        document.put("limits", limits(config.limits()));
        document.put("control-plane", controlPlane(config.controlPlane()));
        document.put("data-plane", dataPlane(config.dataPlane()));
        document.put("api", api(config.api()));
        document.put(
                "interfaces",
                config.interfaces().stream().map(ConfigurationDocument::of).toList());
        document.put("routes", config.routes().stream().map(this::route).toList());
        document.put(
                "static-mroutes",
                config.staticMroutes().stream().map(this::mroute).toList());
        return document;
    }

    private static String time(Duration time) {
        return Milliseconds.format(time.toMillis());
    }

    private static Map<String, Object> controlPlane(ControlPlaneConfig config) {
        Map<String, Object> remoteClients = new LinkedHashMap<>();
        config.remotePort().ifPresent(port -> remoteClients.put("port", port));
        remoteClients.put("answer-deadline", time(config.remoteClients().answerDeadline()));
        remoteClients.put("grace", time(config.remoteClients().grace()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("takeover-grace", time(config.takeoverGrace()));
        document.put("remote-clients", remoteClients);
        return document;
    }

    private static Map<String, Object> limits(LimitsConfig limits) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("entries", limits.entries());
        if (limits.memberships() != LimitsConfig.NO_LIMIT) {
            document.put("memberships", limits.memberships());
        }
        return document;
    }

    private static Map<String, Object> dataPlane(DataPlaneConfig dataPlane) {
        Map<String, Object> hold = new LinkedHashMap<>();
        hold.put("packets-a-stream", dataPlane.hold().packetsAStream());
        hold.put("packets", dataPlane.hold().packets());
        hold.put("streams", dataPlane.hold().streams());
        hold.put("time", Milliseconds.format(dataPlane.hold().time().toMillis()));
        hold.put("ask-again", Milliseconds.format(dataPlane.hold().askAgain().toMillis()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("workers", dataPlane.workers());
        if (!dataPlane.cores().isEmpty()) {
            document.put("cores", dataPlane.cores());
        }
        document.put("idle", written(dataPlane.idle()));
        document.put("huge-pages", written(dataPlane.hugePages()));
        document.put("hold", hold);
        return document;
    }

    private static Map<String, Object> api(ApiConfig api) {
        Map<String, Object> document = new LinkedHashMap<>();
        if (api.required()) {
            document.put(
                    "listen",
                    api.listen().stream().map(ConfigurationDocument::address).toList());
        }
        api.tls().ifPresent(tls -> {
            Map<String, Object> files = new LinkedHashMap<>();
            files.put("certificate", tls.certificate().toString());
            files.put("key", tls.key().toString());
            tls.clientCa().ifPresent(authority -> files.put("client-ca", authority.toString()));
            document.put("tls", files);
        });
        api.tokenFile().ifPresent(file -> document.put("token-file", file.toString()));
        return document;
    }

    private static String address(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static Map<String, Object> of(InterfaceConfig each) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", each.name());
        document.put("device", each.device());
        each.mac().ifPresent(mac -> document.put("mac", mac.toString()));
        if (each.vlan() != InterfaceConfig.UNTAGGED) {
            document.put("vlan", each.vlan());
        }
        document.put("address", each.address().toString());
        document.put("mtu", each.mtu());
        each.igmp().ifPresent(igmp -> document.put("igmp", of(igmp)));
        document.put("enabled", onOff(each.enabled()));
        return document;
    }

    private static Map<String, Object> of(IgmpConfig igmp) {
        IgmpTimers timers = igmp.timers();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", igmp.version().number());
        document.put("robustness-variable", timers.robustnessVariable());
        document.put("query-interval", Milliseconds.format(timers.queryIntervalMs()));
        document.put("query-max-response-time", Milliseconds.format(timers.queryMaxResponseTimeMs()));
        document.put("startup-query-interval", Milliseconds.format(timers.startupQueryIntervalMs()));
        document.put("startup-query-count", timers.startupQueryCount());
        document.put("last-member-query-interval", Milliseconds.format(timers.lastMemberQueryIntervalMs()));
        document.put("last-member-query-count", timers.lastMemberQueryCount());
        document.put("require-router-alert", onOff(igmp.requireRouterAlert()));
        document.put("immediate-leave", onOff(igmp.immediateLeave()));
        document.put("explicit-tracking", onOff(igmp.explicitTracking()));
        document.put("max-groups", igmp.maxGroups());
        document.put("max-group-sources", igmp.maxGroupSources());
        document.put("group-policy", rules(igmp.groupPolicy()));
        document.put(
                "ssm-ranges", igmp.ssm().ranges().stream().map(Object::toString).toList());
        document.put(
                "ssm-map",
                igmp.ssm().mappings().stream()
                        .map(each -> Map.of(
                                "groups",
                                each.groups().toString(),
                                "source",
                                each.source().toString()))
                        .toList());
        document.put(
                "static-group",
                igmp.staticGroups().stream().map(ConfigurationDocument::of).toList());
        return document;
    }

    private static List<Map<String, String>> rules(GroupPolicy policy) {
        List<Map<String, String>> rules = new ArrayList<>();
        policy.rules()
                .forEach(rule ->
                        rules.add(Map.of(written(rule.action()), rule.groups().toString())));
        return rules;
    }

    private static Map<String, String> of(SourceGroup joined) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("group", joined.group().toString());
        if (joined.namesSource()) {
            document.put("source", joined.source().toString());
        }
        return document;
    }

    private Map<String, Object> route(RouteConfig route) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("prefix", route.prefix().toString());
        document.put("interface", name(route.interfaceIndex()));
        if (!route.via().isZero()) {
            document.put("via", route.via().toString());
        }
        return document;
    }

    private Map<String, Object> mroute(StaticMroute mroute) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", Ipv4Address.format(mroute.source()));
        document.put("group", Ipv4Address.format(mroute.group()));
        document.put("iif", name(mroute.iif()));
        document.put("oifs", mroute.oifs().stream().map(this::name).toList());
        return document;
    }

    private String name(int index) {
        return names.getOrDefault(index, Integer.toString(index));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
