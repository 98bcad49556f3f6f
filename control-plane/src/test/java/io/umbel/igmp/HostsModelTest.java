package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Random hosts of all versions change their minds at random times and answer after random delays. What one of them wants is
 * forwarded at every moment; when all has settled, nothing else is. Every router of the link must agree, querier or not.
 */
class HostsModelTest {

    private static final List<Ipv4> GROUPS = List.of(TestLink.G, Ipv4.parse("239.1.1.2"), TestLink.SSM_G);
    private static final List<IgmpVersion> VERSIONS = List.of(IgmpVersion.values());
    /** The last one is never listed by anybody. */
    private static final NavigableSet<Ipv4> SOURCES = TestLink.sources(1, 2, 3, 4, 9);

    private static final IgmpConfig QUICK = IgmpConfig.DEFAULTS
            .withTimers(IgmpTimers.of(2, 20_000, 3_000, 1_000))
            .withSsm(new SsmPolicy(
                    SsmPolicy.DEFAULT.ranges(),
                    List.of(new SsmPolicy.Mapping(Ipv4Prefix.parse("232.1.1.0/24"), TestLink.s(1)))));

    /** Each number is one change of mind: who, of which group, to what, and how long before the next. */
    @Provide
    Arbitrary<int[]> changes() {
        return Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform())
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void version3_asksHostsOfAllVersions(@ForAll("changes") int[] changes, @ForAll long seed) {
        run(QUICK, changes, seed);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void explicitTracking_changesNothingButTheTimeOfLeaving(@ForAll("changes") int[] changes, @ForAll long seed) {
        run(QUICK.withExplicitTracking(true), changes, seed);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void version2_everybodyFallsBack(@ForAll("changes") int[] changes, @ForAll long seed) {
        run(QUICK.withVersion(IgmpVersion.V2), changes, seed);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void version1_everybodyFallsBack(@ForAll("changes") int[] changes, @ForAll long seed) {
        run(QUICK.withVersion(IgmpVersion.V1), changes, seed);
    }

    private static void run(IgmpConfig config, int[] changes, long seed) {
        SimulatedLink link = new SimulatedLink(config, seed);
        link.addRouter("10.0.0.10");
        link.addRouter("10.0.0.9");
        link.passMs(link.random.nextLong(60_000), () -> {});
        for (int i = 0; i < 6; i++) {
            // Often version 3 alone: older hosts hide much of what it does.
            boolean olderToo = (seed & 1) == 0;
            link.addHost(olderToo ? VERSIONS.get(link.random.nextInt(VERSIONS.size())) : IgmpVersion.V3);
        }
        for (int change : changes) {
            changeAMind(link, change);
            link.passMs(
                    link.random.nextInt(4) == 0 ? link.random.nextLong(30_000) : link.random.nextLong(1_500), () -> {
                        nothingWantedIsMissing(link);
                    });
        }
        IgmpTimers timers = config.timers();
        link.passMs(
                2 * (timers.groupMembershipIntervalMs() + timers.olderHostPresentIntervalMs()),
                () -> nothingWantedIsMissing(link));
        for (IgmpRouter router : link.routers()) {
            assertEquals(wanted(link), forwarded(router));
        }
    }

    private static void changeAMind(SimulatedLink link, int change) {
        SimulatedHost host = link.hosts.get(change % link.hosts.size());
        Ipv4 group = GROUPS.get((change >>> 4) % GROUPS.size());
        NavigableSet<Ipv4> sources = new TreeSet<>();
        for (int number = 1; number <= 4; number++) {
            if ((change >>> (8 + number) & 1) != 0) {
                sources.add(TestLink.s(number));
            }
        }
        boolean mayExclude = !link.config.ssm().isSourceSpecific(group);
        int kind = (change >>> 16) % 4;
        host.want(
                group,
                kind == 0
                        ? SimulatedHost.Want.NOTHING
                        : new SimulatedHost.Want(
                                kind > 1 && mayExclude ? FilterMode.EXCLUDE : FilterMode.INCLUDE, sources));
    }

    private static void nothingWantedIsMissing(SimulatedLink link) {
        for (IgmpRouter router : link.routers()) {
            List<String> missing = wanted(link);
            missing.removeAll(forwarded(router));
            assertEquals(List.of(), missing);
        }
    }

    /** What any host wants. */
    private static List<String> wanted(SimulatedLink link) {
        List<String> wanted = new ArrayList<>();
        for (Ipv4 group : GROUPS) {
            for (Ipv4 source : SOURCES) {
                if (link.hosts.stream().anyMatch(host -> host.wants(source, group))) {
                    wanted.add(source + " to " + group);
                }
            }
        }
        return wanted;
    }

    private static List<String> forwarded(IgmpRouter router) {
        List<String> forwarded = new ArrayList<>();
        for (Ipv4 group : GROUPS) {
            SourceFilter filter = router.filter(SimulatedLink.ON, group);
            for (Ipv4 source : SOURCES) {
                if (filter.forwards(source)) {
                    forwarded.add(source + " to " + group);
                }
            }
        }
        return forwarded;
    }
}
