package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.OperatorView;
import io.umbel.mgm.SourceGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/memberships}: who wants what, by group and then source. */
final class MembershipResource implements ApiPart {
    private static final int CHUNK = 256;
    private static final int MAX_LOOKED_AT = 20_000;

    private static final Ipv4 GREATEST_SOURCE = Ipv4.ALL_ONES;

    private final Appliance appliance;

    MembershipResource(Appliance appliance) {
        this.appliance = appliance;
    }

    /**
     * A membership.
     *
     * @param group {@code *} for all groups
     * @param source {@code *} for any source
     */
    record View(String group, String source, List<Receivers> interfaces) {}

    /** The interface, and the protocols that added receivers there. */
    record Receivers(String name, List<String> addedBy) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/memberships", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request, "after", "limit", "group", "source", "interface");
        Optional<Ipv4> group = arguments.query("group").map(text -> Arguments.wildcard("group", text));
        Optional<Ipv4> source = arguments.query("source").map(text -> Arguments.wildcard("source", text));
        Optional<Integer> on =
                arguments.query("interface").map(name -> appliance.named(name).index());
        Json.send(response, page(arguments.afterMembership(), arguments.limit(), group, source, on));
    }

    private Listing<View> page(
            Optional<SourceGroup> after, int limit, Optional<Ipv4> group, Optional<Ipv4> source, Optional<Integer> on) {
        List<View> items = new ArrayList<>();
        Optional<SourceGroup> last = begin(after, group);
        int lookedAt = 0;
        while (true) {
            Optional<SourceGroup> from = last;
            List<OperatorView.Joined> chunk = appliance
                    .tables()
                    .read(() -> appliance.controlPlane().operatorView().memberships(from, CHUNK));
            for (OperatorView.Joined joined : chunk) {
                SourceGroup entry = joined.entry();
                if (group.isPresent() && entry.group().compareTo(group.get()) > 0) {
                    return new Listing<>(items, Optional.empty());
                }
                if (items.size() == limit || lookedAt == MAX_LOOKED_AT) {
                    return new Listing<>(items, last.map(MembershipResource::cursor));
                }
                last = Optional.of(entry);
                lookedAt++;
                if ((group.isEmpty() || entry.group().equals(group.get()))
                        && (source.isEmpty() || entry.source().equals(source.get()))
                        && (on.isEmpty()
                                || joined.on().stream()
                                        .anyMatch(each -> each.id().index() == on.get()))) {
                    items.add(view(joined));
                }
            }
            if (chunk.size() < CHUNK) {
                return new Listing<>(items, Optional.empty());
            }
        }
    }

    /** The later of where the page before ended and what stands before the group: its predecessor's greatest source. */
    private static Optional<SourceGroup> begin(Optional<SourceGroup> after, Optional<Ipv4> group) {
        Optional<SourceGroup> before = group.filter(wanted -> new Ipv4(wanted.bits() - 1).isGroup())
                .map(wanted -> SourceGroup.of(GREATEST_SOURCE, new Ipv4(wanted.bits() - 1)));
        return after.isPresent() && before.isPresent() && after.get().compareTo(before.get()) < 0
                ? before
                : after.or(() -> before);
    }

    private View view(OperatorView.Joined joined) {
        return new View(
                text(joined.entry().group()),
                text(joined.entry().source()),
                joined.on().stream()
                        .map(each -> new Receivers(
                                appliance.name(each.id()),
                                each.addedBy().stream().map(Appliance::name).toList()))
                        .toList());
    }

    private static String cursor(SourceGroup entry) {
        return text(entry.group()) + "," + text(entry.source());
    }

    private static String text(Ipv4 address) {
        return address.isZero() ? "*" : address.toString();
    }
}
