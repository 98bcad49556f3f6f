package io.umbel.igmp;

import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Random reports, packets, changes of owner and passing of time: after every step each MFE leaves on exactly the interfaces whose
 * hosts want it; where a routing protocol owns the interface, excluded sources are its business and may leave too.
 */
class IgmpClientModelTest {

    private static final List<Ipv4> GROUPS = List.of(TestLink.G, Ipv4.parse("239.1.1.2"));
    private static final List<InterfaceId> INTERFACES = List.of(ManagedRouter.ONE, ManagedRouter.TWO);

    @Provide
    Arbitrary<int[]> steps() {
        return Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform())
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void outgoingLists_areWhatTheHostsWant(@ForAll("steps") int[] steps) {
        ManagedRouter router = new ManagedRouter(
                MgmOptions.DEFAULTS, IgmpConfig.DEFAULTS.withTimers(IgmpTimers.of(2, 20_000, 3_000, 1_000)));
        boolean owned = false;
        for (int step : steps) {
            Ipv4 group = GROUPS.get((step >>> 4) % GROUPS.size());
            switch (step % 16) {
                case 0, 1, 2, 3 -> router.packet(1 + (step >>> 8) % 5, group);
                case 4, 5 -> router.passMs((step >>> 8) % 3_000);
                case 6 -> router.passMs((step >>> 8) % 60_000);
                case 7 -> {
                    if (owned) {
                        router.ownerReleases(ManagedRouter.TWO);
                    } else {
                        router.ownerTakes(ManagedRouter.TWO);
                    }
                    owned = !owned;
                    router.client.advance(router.nowMs);
                }
                default ->
                    router.report(INTERFACES.get((step >>> 5) % 2), group, type(step >>> 6), listed(step >>> 10));
            }
            assertOutgoingListsAreRight(router, owned);
            assertEquals(List.of(), router.failures);
        }
    }

    private static RecordType type(int number) {
        return List.of(RecordType.values()).get(number % 6);
    }

    /** Sources 1 to 4 by the lowest bits; 5 is never listed. */
    private static int[] listed(int bits) {
        return IntStream.rangeClosed(1, 4)
                .filter(number -> (bits >>> number & 1) != 0)
                .toArray();
    }

    private static void assertOutgoingListsAreRight(ManagedRouter router, boolean owned) {
        for (ForwardingEntry entry : router.installed.values()) {
            List<InterfaceId> wanted = new ArrayList<>();
            for (InterfaceId on : INTERFACES) {
                SourceFilter filter =
                        router.client.router().filter(on, entry.key().group());
                boolean ownersBusiness = owned && on.equals(ManagedRouter.TWO) && filter.mode() == FilterMode.EXCLUDE;
                if (filter.forwards(entry.key().source()) || ownersBusiness) {
                    wanted.add(on);
                }
            }
            assertEquals(wanted, entry.outgoing(), () -> "outgoing list of " + entry.key());
        }
    }
}
