package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.config.InterfaceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Static mroutes and static joins that come and go while the appliance runs: each is a change of the configuration that holds,
 * checked as a file is. The file itself is not written; when it is read again, what it says holds.
 */
final class StaticResource implements ApiPart {
    private static final String ANY = "*";

    private final Appliance appliance;

    StaticResource(Appliance appliance) {
        this.appliance = appliance;
    }

    /** Where the stream comes in, and where it goes out. */
    record NewMroute(String iif, List<String> oifs) {}

    @Override
    public void addTo(Routes routes) {
        routes.put("/v1/static-mroutes/{group}/{source}", this::putMroute);
        routes.delete("/v1/static-mroutes/{group}/{source}", this::deleteMroute);
        routes.put("/v1/igmp/interfaces/{name}/static-groups/{group}/{source}", this::join);
        routes.delete("/v1/igmp/interfaces/{name}/static-groups/{group}/{source}", this::leave);
    }

    private void putMroute(ServerRequest request, ServerResponse response) {
        Map<String, String> key = key(new Arguments(request));
        NewMroute wanted = Json.read(request, NewMroute.class);
        Map<String, Object> mroute = new LinkedHashMap<>(key);
        mroute.put("iif", wanted.iif());
        mroute.put("oifs", wanted.oifs());
        change(response, document -> {
            List<Object> mroutes = mroutes(document);
            mroutes.removeIf(each -> isOf(each, key));
            mroutes.add(mroute);
        });
    }

    private void deleteMroute(ServerRequest request, ServerResponse response) {
        Map<String, String> key = key(new Arguments(request));
        change(response, document -> {
            if (!mroutes(document).removeIf(each -> isOf(each, key))) {
                throw Problem.notFound(
                        "there is no static mroute from " + key.get("source") + " to " + key.get("group"));
            }
        });
    }

    private void join(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request);
        InterfaceConfig on = withIgmp(arguments);
        Map<String, String> joined = joined(arguments);
        change(response, document -> {
            List<Object> groups = staticGroups(document, on);
            groups.remove(joined);
            groups.add(joined);
        });
    }

    private void leave(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request);
        InterfaceConfig on = withIgmp(arguments);
        Map<String, String> joined = joined(arguments);
        change(response, document -> {
            if (!staticGroups(document, on).remove(joined)) {
                throw Problem.notFound("interface " + on.name() + " has no such static group");
            }
        });
    }

    private InterfaceConfig withIgmp(Arguments arguments) {
        InterfaceConfig on = appliance.named(arguments.path("name"));
        if (on.igmp().isEmpty()) {
            throw Problem.notFound("interface " + on.name() + " has no IGMP");
        }
        return on;
    }

    private void change(ServerResponse response, Consumer<Map<String, Object>> change) {
        ConfigurationChange.make(appliance, response, change);
    }

    private static Map<String, String> key(Arguments arguments) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("source", arguments.address("source").toString());
        key.put("group", arguments.address("group").toString());
        return key;
    }

    private static Map<String, String> joined(Arguments arguments) {
        Map<String, String> joined = new LinkedHashMap<>();
        joined.put("group", arguments.address("group").toString());
        if (!arguments.path("source").equals(ANY)) {
            joined.put("source", arguments.address("source").toString());
        }
        return joined;
    }

    private static boolean isOf(Object mroute, Map<String, String> key) {
        return mroute instanceof Map<?, ?> each
                && Objects.equals(each.get("source"), key.get("source"))
                && Objects.equals(each.get("group"), key.get("group"));
    }

    private static List<Object> mroutes(Map<String, Object> document) {
        return ConfigurationChange.list(document, "static-mroutes");
    }

    private static List<Object> staticGroups(Map<String, Object> document, InterfaceConfig on) {
        Map<String, Object> igmp = ConfigurationChange.map(
                ConfigurationChange.interfaceOf(document, on.index()).get("igmp"));
        return ConfigurationChange.list(igmp, "static-group");
    }
}
