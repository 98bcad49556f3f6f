package io.umbel.dataplane.contract;

import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class MfeTest {
    private static final int SOURCE = Ipv4Address.parse("10.0.1.2");
    private static final int GROUP = Ipv4Address.parse("239.1.1.1");

    @Property
    void keyHoldsSourceAndGroup(@ForAll int source, @ForAll int group) {
        long key = Mfe.key(source, group);
        assertEquals(source, Mfe.sourceOf(key));
        assertEquals(group, Mfe.groupOf(key));
    }

    @Test
    void branchesAreSorted() {
        assertArrayEquals(new int[] {2, 3, 9}, entry(mfe -> mfe.oifs(9, 2, 3)).oifs());
    }

    @Test
    void entryKeepsItsBranchesWhateverCallersDoToTheirArrays() {
        int[] given = {2, 3};
        Mfe mfe = entry(builder -> builder.oifs(given));
        given[0] = 7;
        mfe.oifs()[1] = 8;
        assertArrayEquals(new int[] {2, 3}, mfe.oifs());
    }

    @Test
    void versionAndTimesDoNotChangeWhatIsForwarded() {
        Mfe older = entry(mfe -> mfe.oifs(2, 3).version(5).created(6));
        Mfe newer = entry(mfe -> mfe.oifs(2, 3).version(6).created(6).expires(7));
        assertTrue(older.forwardsLike(newer));
        assertNotEquals(older, newer);
    }

    @Test
    void anotherBranchChangesWhatIsForwarded() {
        assertFalse(entry(mfe -> mfe.oifs(2, 3)).forwardsLike(entry(mfe -> mfe.oifs(2, 4))));
    }

    @Test
    void errorNamesEntryFieldFoundAndAllowed() {
        assertRefused(
                "the entry (10.0.1.2, 239.1.1.1) has incoming interface 4097; allowed is 1 to 4096",
                mfe -> mfe.iif(4097));
    }

    @Test
    void incomingInterfaceIsNeeded() {
        assertRefused(
                "the entry (10.0.1.2, 239.1.1.1) has incoming interface 0; allowed is 1 to 4096", mfe -> mfe.iif(0));
    }

    @Test
    void branchOnTheIncomingInterfaceIsRefused() {
        assertRefused(
                "the entry (10.0.1.2, 239.1.1.1) has outgoing interface 1; allowed is any but the incoming interface",
                mfe -> mfe.oifs(1, 2));
    }

    @Test
    void branchTwiceIsRefused() {
        assertRefused(
                "the entry (10.0.1.2, 239.1.1.1) has outgoing interface 2 twice; allowed is each only once",
                mfe -> mfe.oifs(2, 3, 2));
    }

    @Test
    void unknownFlagIsRefused() {
        assertRefused("the entry (10.0.1.2, 239.1.1.1) has flags 2; allowed is 0 to 1", mfe -> mfe.flags(2));
    }

    @Test
    void linkLocalGroupIsRefused() {
        assertEquals(
                "the entry (10.0.1.2, 224.0.0.5) has group 224.0.0.5; allowed is 224.0.1.0 to 239.255.255.255",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mfe.builder(SOURCE, Ipv4Address.parse("224.0.0.5"))
                                        .iif(1)
                                        .build())
                        .getMessage());
    }

    @Test
    void martianSourceIsRefused() {
        assertEquals(
                "the entry (127.0.0.1, 239.1.1.1) has source 127.0.0.1; allowed is a unicast address",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mfe.builder(Ipv4Address.parse("127.0.0.1"), GROUP)
                                        .iif(1)
                                        .build())
                        .getMessage());
    }

    private static Mfe entry(UnaryOperator<Mfe.Builder> change) {
        return change.apply(Mfe.builder(SOURCE, GROUP).iif(1)).build();
    }

    private static void assertRefused(String sentence, UnaryOperator<Mfe.Builder> change) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> entry(change))
                        .getMessage());
    }
}
