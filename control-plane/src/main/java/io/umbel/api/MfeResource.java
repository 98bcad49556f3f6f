package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MfeStatsEx;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.Page;
import io.umbel.mgm.StatsLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /v1/mfes}: the forwarding entries in the group manager's order, by group and then source. */
final class MfeResource implements ApiPart {
    /** What is read at a time: a few hundred entries, so that nobody waits for long. */
    private static final int CHUNK_BYTES = 1 << 14;

    /** After so many entries a page ends, however few of them were asked for: filters must not make a page endless. */
    private static final int MAX_LOOKED_AT = 20_000;

    private final Appliance appliance;
    private final MulticastGroupManager manager;

    MfeResource(Appliance appliance) {
        this.appliance = appliance;
        this.manager = appliance.controlPlane().groupManager();
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/mfes", this::list);
        routes.delete("/v1/mfes", this::clear);
        routes.get("/v1/mfes/{group}/{source}", this::one);
    }

    private void one(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request);
        MfeKey key = new MfeKey(arguments.address("group"), arguments.address("source"));
        Json.send(
                response,
                MfeView.of(appliance.tables().read(() -> manager.getMfeStats(key, StatsLevel.STATS_1)), appliance));
    }

    record Cleared(int cleared) {}

    private void clear(ServerRequest request, ServerResponse response) {
        Ipv4 group = new Arguments(request, "group")
                .queryAddress("group")
                .filter(Ipv4::isGroup)
                .orElseThrow(
                        () -> Problem.badRequest("there is no group; needed is ?group= with one, as in 239.1.1.1"));
        Json.send(
                response,
                new Cleared(
                        appliance.agent().await(() -> appliance.controlPlane().clear(group))));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request, "after", "limit", "group", "source", "interface");
        Optional<Ipv4> group = arguments.queryAddress("group");
        Optional<Ipv4> source = arguments.queryAddress("source");
        Optional<Integer> on =
                arguments.query("interface").map(name -> appliance.named(name).index());
        Predicate<MfeStatsEx> wanted =
                mfe -> source.isEmpty() || source.get().equals(mfe.key().source());
        Predicate<MfeStatsEx> there = mfe -> on.isEmpty() || isOn(mfe, on.get());
        Json.send(response, page(arguments.afterMfe(), arguments.limit(), group, wanted.and(there)));
    }

    private static boolean isOn(MfeStatsEx mfe, int index) {
        return mfe.stats().incoming().index() == index
                || mfe.stats().outgoing().stream()
                        .anyMatch(branch -> branch.id().index() == index);
    }

    private Listing<MfeView> page(
            Optional<MfeKey> after, int limit, Optional<Ipv4> group, Predicate<MfeStatsEx> wanted) {
        List<MfeView> items = new ArrayList<>();
        MfeKey last = begin(after, group);
        int lookedAt = 0;
        while (true) {
            Page<MfeStatsEx> chunk = chunk(last);
            for (MfeStatsEx mfe : chunk.entries()) {
                if (group.isPresent() && !group.get().equals(mfe.key().group())) {
                    return new Listing<>(items, Optional.empty());
                }
                if (items.size() == limit || lookedAt == MAX_LOOKED_AT) {
                    return new Listing<>(items, Optional.ofNullable(last).map(MfeResource::cursor));
                }
                last = mfe.key();
                lookedAt++;
                if (wanted.test(mfe)) {
                    items.add(MfeView.of(mfe, appliance));
                }
            }
            if (chunk.status() == MgmStatus.NO_MORE_ITEMS) {
                return new Listing<>(items, Optional.empty());
            }
        }
    }

    private static String cursor(MfeKey last) {
        return last.group() + "," + last.source();
    }

    /** The later of where the page before ended and where the group begins. */
    private static @Nullable MfeKey begin(Optional<MfeKey> after, Optional<Ipv4> group) {
        MfeKey beforeGroup = group.map(wanted -> new MfeKey(wanted, Ipv4.ZERO)).orElse(null);
        MfeKey ended = after.orElse(null);
        return beforeGroup == null || (ended != null && ended.compareTo(beforeGroup) > 0) ? ended : beforeGroup;
    }

    private Page<MfeStatsEx> chunk(@Nullable MfeKey after) {
        Page<MfeStatsEx> chunk = appliance.tables().read(() -> chunk(after, CHUNK_BYTES));
        return chunk.status() == MgmStatus.INSUFFICIENT_BUFFER
                ? appliance.tables().read(() -> chunk(after, chunk.requiredBytes()))
                : chunk;
    }

    private Page<MfeStatsEx> chunk(@Nullable MfeKey after, int bytes) {
        return after == null
                ? manager.firstMfeStats(bytes, StatsLevel.STATS_1)
                : manager.nextMfeStats(after, bytes, StatsLevel.STATS_1);
    }
}
