package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmOptions;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Many groups cost as much each as few. */
class ScaleTest {

    private static final int FEW = 12_500;
    private static final int MANY = 100_000;

    @Test
    void hundredThousandGroups_joinRefreshAndExpire_inLinearTime() {
        costOf(FEW); // warm up
        long few = Math.min(costOf(FEW), costOf(FEW));
        long many = costOf(MANY);

        // Linear is 8 times as much, quadratic 64 times; in between there is room for caches and the collector.
        assertTrue(many < 30 * few, () -> FEW + " groups took " + few + " ns, " + MANY + " took " + many + " ns");
    }

    /** Every group is joined and reported again, a quarter is left, and the others fall silent. */
    private static long costOf(int groups) {
        ManagedRouter router = new ManagedRouter(MgmOptions.DEFAULTS, IgmpConfig.DEFAULTS);
        long started = System.nanoTime();
        for (int i = 0; i < groups; i++) {
            router.report(ManagedRouter.ONE, group(i), RecordType.CHANGE_TO_EXCLUDE_MODE);
        }
        router.passMs(60_000);
        for (int i = 0; i < groups; i++) {
            router.report(ManagedRouter.ONE, group(i), RecordType.MODE_IS_EXCLUDE);
        }
        for (int i = 0; i < groups / 4; i++) {
            router.report(ManagedRouter.ONE, group(i), RecordType.CHANGE_TO_INCLUDE_MODE);
        }
        router.passMs(TestLink.LMQT);
        assertEquals(groups - groups / 4, size(router));
        router.passMs(TestLink.GMI);
        assertEquals(0, size(router));
        return System.nanoTime() - started;
    }

    private static int size(ManagedRouter router) {
        return router.client.router().interfaces(router.nowMs).getFirst().groups();
    }

    private static Ipv4 group(int number) {
        return new Ipv4(TestLink.G.bits() + number);
    }
}
