package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.SourceGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request says in its path and its query, checked: each refusal names the parameter. */
final class Arguments {
    static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    private final ServerRequest request;

    /** @param allowed the query parameters that are known */
    Arguments(ServerRequest request, String... allowed) {
        this.request = request;
        Set<String> known = Set.of(allowed);
        for (String name : request.query().names()) {
            if (!known.contains(name)) {
                throw Problem.badRequest("there is no query parameter '" + name + "' here; allowed "
                        + (known.isEmpty() ? "is none" : "are " + String.join(", ", allowed)));
            }
            if (request.query().all(name).size() > 1) {
                throw Problem.badRequest("the query parameter " + name + " is given twice; allowed is once");
            }
        }
    }

    /** Refuses every query parameter. */
    static void none(ServerRequest request) {
        new Arguments(request).query("");
    }

    /** Part of the path. */
    String path(String name) {
        return request.path().pathParameters().get(name);
    }

    /** An address in the path. */
    Ipv4 address(String name) {
        return parse(name, path(name));
    }

    /** A query parameter. */
    Optional<String> query(String name) {
        return request.query().contains(name) ? Optional.of(request.query().get(name)) : Optional.empty();
    }

    /** A query parameter that is an address. */
    Optional<Ipv4> queryAddress(String name) {
        return query(name).map(text -> parse(name, text));
    }

    /** How many items a page has at most. */
    int limit() {
        return query("limit")
                .map(text -> {
                    if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MAX_LIMIT) {
                        return Integer.parseInt(text);
                    }
                    throw Problem.badRequest("limit is '" + text + "'; allowed is 1 to " + MAX_LIMIT);
                })
                .orElse(DEFAULT_LIMIT);
    }

    /** The MFE after which a page begins. */
    Optional<MfeKey> afterMfe() {
        return query("after").map(text -> {
            List<String> both = both(text, "GROUP,SOURCE");
            return new MfeKey(parse("after", both.get(0)), parse("after", both.get(1)));
        });
    }

    /** The membership after which a page begins. */
    Optional<SourceGroup> afterMembership() {
        return query("after").map(text -> {
            List<String> both = both(text, "GROUP,SOURCE, each with * for any");
            return new SourceGroup(wildcard("after", both.get(1)), wildcard("after", both.get(0)));
        });
    }

    private static List<String> both(String text, String allowed) {
        List<String> parts = List.of(text.split(",", -1));
        if (parts.size() != 2) {
            throw Problem.badRequest(
                    "after is '" + text + "'; allowed is " + allowed + ", as the page before has it in next");
        }
        return parts;
    }

    static Ipv4 wildcard(String name, String text) {
        return text.equals("*") ? Ipv4.ZERO : parse(name, text);
    }

    static Ipv4 parse(String name, String text) {
        try {
            return Ipv4.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(name + ": " + e.getMessage());
        }
    }
}
