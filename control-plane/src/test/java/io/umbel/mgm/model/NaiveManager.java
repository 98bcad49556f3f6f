package io.umbel.mgm.model;

import io.umbel.mgm.Callback;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.Mfe;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.SourceGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static io.umbel.mgm.MgmStatus.ALREADY_EXISTS;
import static io.umbel.mgm.MgmStatus.CAN_NOT_COMPLETE;
import static io.umbel.mgm.MgmStatus.INVALID_PARAMETER;
import static io.umbel.mgm.MgmStatus.NOT_FOUND;

/**
 * The rules of {@code docs/mgm.md}, paragraphs 4 and 5, as literally as can be: the state is a few sets, nothing is
 * remembered that can be worked out, and what has changed is found by comparing everything before with everything
 * after.
 */
final class NaiveManager extends Subject {

    private record Held(SourceGroup entry, InterfaceId on, int adder) {}

    private static final class Entry {
        final InterfaceId incoming;
        final Route route;
        final Set<InterfaceId> plus = new HashSet<>();
        final Set<InterfaceId> minus = new HashSet<>();
        Ipv4 neighbor;
        long startedMs;
        int seconds = 900;

        Entry(InterfaceId incoming, Ipv4 neighbor, Route route) {
            this.incoming = incoming;
            this.neighbor = neighbor;
            this.route = route;
        }
    }

    private final List<Integer> registered = new ArrayList<>();
    private final Map<InterfaceId, Integer> owner = new HashMap<>();
    private final Set<InterfaceId> igmp = new HashSet<>();
    private final Set<Held> held = new HashSet<>();
    private final TreeMap<MfeKey, Entry> cache = new TreeMap<>();
    private final Map<Ipv4, Route> routes = new HashMap<>();
    private final Map<List<Object>, Long> wrongIfMs = new HashMap<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private @Nullable Callback inside;
    private @Nullable InterfaceId changingHands;
    private long nowMs;

    private static Refusal refusal(MgmStatus status) {
        return new Refusal(status);
    }

    // ---- what is what
    // -------------------------------------------------------------------------------------------------

    private @Nullable Integer component(InterfaceId on) {
        return owner.containsKey(on) ? owner.get(on) : igmp.contains(on) ? Integer.valueOf(World.IGMP) : null;
    }

    private Set<Integer> components(Set<Held> among, SourceGroup entry) {
        Set<Integer> components = new HashSet<>();
        for (Held one : among) {
            Integer component = component(one.on());
            if (one.entry().equals(entry) && component != null) {
                components.add(component);
            }
        }
        return components;
    }

    private @Nullable Integer towards(Ipv4 source) {
        Route route = routes.get(source);
        return route == null ? null : component(route.towards());
    }

    private static boolean matches(SourceGroup entry, MfeKey key) {
        return (!entry.namesGroup() || entry.group().equals(key.group()))
                && (!entry.namesSource() || entry.source().equals(key.source()));
    }

    private static SourceGroup entry(MfeKey key) {
        return SourceGroup.of(key.source(), key.group());
    }

    /** out = ( J(s,g) ∪ J(*,g) ∪ J(*,*) ∪ F+ ) − F− − { i } */
    private List<InterfaceId> outgoing(MfeKey key, Entry entry) {
        Set<InterfaceId> out = new TreeSet<>(entry.plus);
        for (Held one : held) {
            if (matches(one.entry(), key)) {
                out.add(one.on());
            }
        }
        out.removeAll(entry.minus);
        out.remove(entry.incoming);
        return new ArrayList<>(out);
    }

    private Map<MfeKey, List<InterfaceId>> allOutgoing() {
        Map<MfeKey, List<InterfaceId>> all = new TreeMap<>();
        cache.forEach((key, entry) -> all.put(key, outgoing(key, entry)));
        return all;
    }

    private void expire() {
        cache.values().removeIf(entry -> entry.startedMs + entry.seconds * 1000L <= nowMs);
    }

    // ---- callbacks
    // ----------------------------------------------------------------------------------------------------

    private boolean call(int client, Callback callback, Object... arguments) {
        if (!registered.contains(client)) {
            return false;
        }
        inside = callback;
        try {
            calledBack(client, callback, arguments);
            return true;
        } catch (IllegalStateException planned) {
            return false;
        } finally {
            inside = null;
        }
    }

    private void later(int client, Callback callback, Object... arguments) {
        queue.add(() -> call(client, callback, arguments));
    }

    private void deliver() {
        while (inside == null && !queue.isEmpty()) {
            queue.removeFirst().run();
        }
    }

    /** The calls that every client may make, with the checks that all have in common. */
    private void answer(int client, Runnable body) {
        answered(() -> {
            expire();
            if (!registered.contains(client)) {
                throw refusal(INVALID_PARAMETER);
            }
            body.run();
            deliver();
        });
    }

    private void refuseInsideCallbacks() {
        if (inside != null) {
            throw refusal(CAN_NOT_COMPLETE);
        }
    }

    private void refuseWhereNothingMayChange() {
        if (Set.of(Callback.RPF, Callback.CREATION_ALERT, Callback.DISABLE_IGMP, Callback.ENABLE_IGMP)
                .contains(inside == null ? Callback.JOIN_ALERT : inside)) {
            throw refusal(CAN_NOT_COMPLETE);
        }
    }

    // ---- registration
    // -------------------------------------------------------------------------------------------------

    @Override
    void register(int client) {
        answered(() -> {
            refuseInsideCallbacks();
            if (registered.contains(client)) {
                throw refusal(ALREADY_EXISTS);
            }
            registered.add(client);
        });
    }

    @Override
    void deregister(int client) {
        answer(client, () -> {
            refuseInsideCallbacks();
            if (client == World.IGMP ? !igmp.isEmpty() : owner.containsValue(client)) {
                throw refusal(CAN_NOT_COMPLETE);
            }
            registered.removeIf(each -> each == client);
        });
    }

    // ---- alerts
    // -------------------------------------------------------------------------------------------------------

    /** The tables of 4.2 to 4.4: N(e) before and after decides. */
    private void membershipAlerts(SourceGroup entry, Set<Held> before, InterfaceId on, Set<Integer> exempt) {
        Set<Integer> was = components(before, entry);
        Set<Integer> is = components(held, entry);
        Set<Integer> recipients = new HashSet<>();
        if (was.size() + is.size() == 1) {
            Integer upstream = entry.namesSource() ? towards(entry.source()) : null;
            if (!entry.namesSource()) {
                recipients.addAll(registered);
            } else if (upstream != null) {
                recipients.add(upstream);
            }
        } else if (!entry.namesSource() && was.size() + is.size() == 3) {
            recipients.addAll(was.size() == 1 ? was : is);
        }
        recipients.removeAll(exempt);
        for (int client : registered) {
            if (recipients.contains(client) && was.size() < is.size()) {
                later(client, Callback.JOIN_ALERT, entry, true);
            } else if (recipients.contains(client)) {
                later(client, Callback.PRUNE_ALERT, entry, on, true);
            }
        }
    }

    /** The table of 4.7: each list before and after decides. */
    private void mfeAlerts(Map<MfeKey, List<InterfaceId>> before, int changedBy) {
        before.forEach((key, was) -> {
            Entry entry = cache.get(key);
            Integer upstream = entry == null ? null : component(entry.incoming);
            if (entry == null || upstream == null || upstream == changedBy) {
                return;
            }
            List<InterfaceId> is = outgoing(key, entry);
            if (was.isEmpty() && !is.isEmpty()) {
                later(upstream, Callback.JOIN_ALERT, entry(key), false);
            } else if (!was.isEmpty() && is.isEmpty()) {
                queue.add(() -> {
                    int seconds = pruneTimeOut(upstream, key, entry.incoming);
                    if (cache.get(key) == entry) {
                        entry.seconds = seconds;
                        entry.startedMs = nowMs;
                    }
                });
            }
        });
    }

    private int pruneTimeOut(int upstream, MfeKey key, InterfaceId incoming) {
        boolean returned = call(upstream, Callback.PRUNE_ALERT, entry(key), incoming, false);
        OptionalInt answer = returned ? World.timeOut(upstream, entry(key)) : OptionalInt.empty();
        return answer.orElse(0) >= 1 ? answer.getAsInt() : 900;
    }

    // ---- memberships
    // --------------------------------------------------------------------------------------------------

    private int componentToChange(int client, InterfaceId on, MgmStatus ifUnknown) {
        Integer component = component(on);
        if (component == null) {
            throw refusal(ifUnknown);
        }
        boolean mine = client == World.IGMP ? igmp.contains(on) : component == client;
        if (!mine) {
            throw refusal(INVALID_PARAMETER);
        }
        refuseWhereNothingMayChange();
        if (client == World.IGMP && on.equals(changingHands)) {
            throw refusal(CAN_NOT_COMPLETE);
        }
        return component;
    }

    @Override
    void add(int client, SourceGroup entry, InterfaceId on, int flags) {
        answer(client, () -> {
            int component = componentToChange(client, on, INVALID_PARAMETER);
            Set<Held> before = new HashSet<>(held);
            Map<MfeKey, List<InterfaceId>> outBefore = allOutgoing();
            boolean nobodyHeld = held.stream()
                    .noneMatch(one -> one.entry().equals(entry) && one.on().equals(on));
            boolean added = (flags & 1) != 0 && held.add(new Held(entry, on, client));
            cache.forEach((key, mfe) -> {
                if (matches(entry, key) && (flags & 2) != 0) {
                    mfe.plus.add(on);
                    mfe.minus.remove(on);
                } else if (matches(entry, key) && added && nobodyHeld) {
                    mfe.minus.remove(on);
                }
            });
            Integer owning = owner.get(on);
            if (added && client == World.IGMP && owning != null) {
                later(owning, Callback.LOCAL_JOIN, entry, on);
            }
            membershipAlerts(entry, before, on, Set.copyOf(List.of(component, client)));
            mfeAlerts(outBefore, component);
        });
    }

    @Override
    void delete(int client, SourceGroup entry, InterfaceId on, int flags) {
        answer(client, () -> {
            int component = componentToChange(client, on, NOT_FOUND);
            if ((flags & 1) != 0 && !held.contains(new Held(entry, on, client))) {
                throw refusal(NOT_FOUND);
            }
            Map<MfeKey, List<InterfaceId>> outBefore = allOutgoing();
            if ((flags & 2) != 0) {
                cache.forEach((key, mfe) -> {
                    if (matches(entry, key)) {
                        mfe.plus.remove(on);
                        mfe.minus.add(on);
                    }
                });
            }
            if ((flags & 1) != 0) {
                forget(entry, on, Set.of(client), component, true);
            }
            mfeAlerts(outBefore, component);
        });
    }

    private void forget(SourceGroup entry, InterfaceId on, Set<Integer> adders, int component, boolean tellOwner) {
        Set<Held> before = new HashSet<>(held);
        Set<Integer> exempt = new HashSet<>(Set.of(component));
        for (int adder : adders) {
            if (held.remove(new Held(entry, on, adder))) {
                exempt.add(adder);
                Integer owning = owner.get(on);
                if (adder == World.IGMP && owning != null && tellOwner) {
                    later(owning, Callback.LOCAL_LEAVE, entry, on);
                }
            }
        }
        membershipAlerts(entry, before, on, exempt);
    }

    // ---- ownership
    // ----------------------------------------------------------------------------------------------------

    @Override
    void take(int client, InterfaceId on) {
        answer(client, () -> {
            if (client == World.IGMP ? igmp.contains(on) : owner.containsKey(on)) {
                throw refusal(ALREADY_EXISTS);
            }
            refuseInsideCallbacks();
            if (client == World.IGMP) {
                igmp.add(on);
            } else if (igmp.contains(on)) {
                handOver(on, () -> {
                    clear(on, World.IGMP, Set.of(World.IGMP));
                    owner.put(on, client);
                });
            } else {
                owner.put(on, client);
            }
        });
    }

    @Override
    void release(int client, InterfaceId on) {
        answer(client, () -> {
            Integer owning = owner.get(on);
            boolean mine = client == World.IGMP ? igmp.contains(on) : owning != null && owning == client;
            if (!mine) {
                throw refusal(INVALID_PARAMETER);
            }
            refuseInsideCallbacks();
            if (client == World.IGMP && owning != null) {
                removeWithAlerts(on, owning, Set.of(World.IGMP), true);
                igmp.remove(on);
            } else if (client == World.IGMP) {
                clear(on, World.IGMP, Set.of(World.IGMP));
                igmp.remove(on);
            } else if (igmp.contains(on)) {
                handOver(on, () -> {
                    clear(on, client, Set.of(client, World.IGMP));
                    owner.remove(on);
                });
            } else {
                clear(on, client, Set.of(client));
                owner.remove(on);
            }
        });
    }

    private void handOver(InterfaceId on, Runnable change) {
        call(World.IGMP, Callback.DISABLE_IGMP, on);
        changingHands = on;
        change.run();
        queue.add(() -> {
            call(World.IGMP, Callback.ENABLE_IGMP, on);
            changingHands = null;
        });
    }

    private void removeWithAlerts(InterfaceId on, int component, Set<Integer> adders, boolean tellOwner) {
        Set<SourceGroup> entries = held.stream()
                .filter(one -> one.on().equals(on) && adders.contains(one.adder()))
                .map(Held::entry)
                .collect(Collectors.toCollection(TreeSet::new));
        for (SourceGroup entry : entries) {
            Map<MfeKey, List<InterfaceId>> outBefore = allOutgoing();
            forget(entry, on, adders, component, tellOwner);
            mfeAlerts(outBefore, component);
        }
    }

    private void clear(InterfaceId on, int component, Set<Integer> adders) {
        removeWithAlerts(on, component, adders, false);
        cache.values().removeIf(entry -> entry.incoming.equals(on));
        Map<MfeKey, List<InterfaceId>> outBefore = allOutgoing();
        for (Entry entry : cache.values()) {
            entry.plus.remove(on);
            entry.minus.remove(on);
        }
        mfeAlerts(outBefore, component);
    }

    // ---- packets, time, routes
    // ----------------------------------------------------------------------------------------

    @Override
    void packet(MfeKey key, InterfaceId on) {
        expire();
        Entry existing = cache.get(key);
        if (existing == null) {
            make(key);
        } else if (!existing.incoming.equals(on)) {
            wrongInterface(key, on);
        }
        Entry entry = cache.get(key);
        List<InterfaceId> left = entry != null && entry.incoming.equals(on) ? outgoing(key, entry) : List.of();
        trace.add("packet leaves on " + left);
    }

    private void make(MfeKey key) {
        Integer upstream = towards(key.source());
        Route route = routes.get(key.source());
        if (upstream == null || route == null) {
            return;
        }
        SourceGroup about = entry(key);
        boolean returned = call(upstream, Callback.RPF, about, route);
        InterfaceId wanted = returned ? World.rpfInterface(upstream, about, route.towards()) : route.towards();
        Ipv4 neighbor =
                returned ? World.rpfNeighbor(upstream, about, route.upstreamNeighbor()) : route.upstreamNeighbor();
        Entry made = new Entry(upstream.equals(component(wanted)) ? wanted : route.towards(), neighbor, route);

        List<InterfaceId> offered = outgoing(key, made);
        for (int client : registered) {
            List<InterfaceId> own = new ArrayList<>(offered);
            own.removeIf(each -> !Integer.valueOf(client).equals(component(each)));
            List<String> shown = own.stream()
                    .map(each -> each + (igmp.contains(each) ? "+I" : ""))
                    .toList();
            if (!own.isEmpty() && call(client, Callback.CREATION_ALERT, about, made.incoming, shown)) {
                own.removeIf(each -> !World.vetoes(client, about, each));
                made.minus.addAll(own);
            }
        }

        List<InterfaceId> out = outgoing(key, made);
        if (out.isEmpty()) {
            made.seconds = pruneTimeOut(upstream, key, made.incoming);
        } else if (out.stream().anyMatch(each -> !upstream.equals(component(each)))) {
            call(upstream, Callback.JOIN_ALERT, about, false);
        }
        made.startedMs = nowMs;
        cache.put(key, made);
        deliver();
    }

    private void wrongInterface(MfeKey key, InterfaceId on) {
        Integer component = component(on);
        Long last = wrongIfMs.get(List.of(key, on));
        if (component != null && (last == null || nowMs - last >= 1000)) {
            wrongIfMs.put(List.of(key, on), nowMs);
            later(component, Callback.WRONG_IF, key, on);
            deliver();
        }
    }

    @Override
    void advance(int ms) {
        nowMs += ms;
        expire();
    }

    @Override
    void reroute(int source, InterfaceId towards) {
        Ipv4 address = World.SOURCES.get(source);
        routes.put(address, World.routeTo(address, towards));
    }

    @Override
    void setMfe(int client, MfeKey key) {
        answer(client, () -> {
            Entry entry = cache.get(key);
            if (entry == null) {
                throw refusal(NOT_FOUND);
            }
            if (!Integer.valueOf(client).equals(component(entry.incoming))) {
                throw refusal(INVALID_PARAMETER);
            }
            refuseWhereNothingMayChange();
            entry.neighbor = Ipv4.parse("10.97.0." + client);
        });
    }

    // ---- what it looks like
    // -------------------------------------------------------------------------------------------

    @Override
    List<Mfe> mfes() {
        List<Mfe> mfes = new ArrayList<>();
        cache.forEach((key, entry) -> {
            long up = (nowMs - entry.startedMs) / 1000;
            Integer component = component(entry.incoming);
            mfes.add(new Mfe(
                    key,
                    entry.neighbor,
                    entry.incoming,
                    component == null ? 0 : World.IDS.get(component).protocolId(),
                    entry.route,
                    up,
                    entry.seconds - up,
                    entry.seconds,
                    outgoing(key, entry)));
        });
        return mfes;
    }

    @Override
    Set<SourceGroup> groups() {
        return held.stream().map(Held::entry).collect(Collectors.toSet());
    }

    @Override
    Map<InterfaceId, ProtocolId> owners() {
        Map<InterfaceId, ProtocolId> owners = new HashMap<>();
        for (InterfaceId on : World.INTERFACES) {
            Integer component = component(on);
            if (component != null) {
                owners.put(on, World.IDS.get(component));
            }
        }
        return owners;
    }
}
