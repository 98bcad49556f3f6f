package io.umbel.mgm;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Reading groups: C164 to C174. */
@Conformance
class ReadingGroupsConformanceTest {

    /** A has (*,G1) and (S1,G1) on 1, B has (*,G2) on 2. */
    private static Router withThreeEntries() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(S1_G1, 1);
        r.b.adds(ANY_G2, 2);
        return r;
    }

    private static void answers(int status, int entries, Page<SourceGroup> page) {
        assertEquals(status, page.status().code());
        assertEquals(entries, page.entries().size());
    }

    @Test
    void C164_allSources_listsTheJoinsOfAllClients() {
        Router r = withThreeEntries();

        Page<SourceGroup> page = r.c.enumerates(GroupEnumType.ALL_SOURCES).next(PLENTY);

        assertEquals(259, page.status().code());
        assertEquals(Set.of(ANY_G1, S1_G1, ANY_G2), Set.copyOf(page.entries()));
        assertEquals(List.of(Ipv4.ZERO, Ipv4.ALL_ONES), List.of(ANY_G1.sourceMask(), S1_G1.sourceMask()));
    }

    @Test
    void C165_anySource_listsTheEntriesThatNameASource() {
        Router r = withThreeEntries();

        Page<SourceGroup> page = r.c.enumerates(GroupEnumType.ANY_SOURCE).next(PLENTY);

        assertEquals(259, page.status().code());
        assertEquals(List.of(S1_G1), page.entries());
    }

    @Test
    void C166_anEntryOnManyInterfaces_isListedOnce() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(ANY_G1, 4);
        r.b.adds(ANY_G1, 2);

        assertEquals(List.of(ANY_G1), r.c.seesGroups());
    }

    @Test
    void C167_theWildcardReceiver_isFourZeros() {
        Router r = Router.f0();
        r.a.adds(SourceGroup.ALL, 1);

        SourceGroup entry = r.c.seesGroups().getFirst();

        assertEquals(
                List.of(Ipv4.ZERO, Ipv4.ZERO, Ipv4.ZERO, Ipv4.ZERO),
                List.of(entry.source(), entry.sourceMask(), entry.group(), entry.groupMask()));
    }

    @Test
    void C168_notEvenOneFits_insufficientBufferAndTheSizeNeeded() {
        Router r = withThreeEntries();

        Page<SourceGroup> page = r.c.enumerates(GroupEnumType.ALL_SOURCES).next(15);

        answers(122, 0, page);
        assertEquals(16, page.requiredBytes());
    }

    @Test
    void C169_readingOneByOne_endsWithTheLast() {
        Router r = withThreeEntries();
        GroupEnumeration enumeration = r.c.enumerates(GroupEnumType.ALL_SOURCES);

        answers(234, 1, enumeration.next(16));
        answers(234, 1, enumeration.next(16));
        answers(259, 1, enumeration.next(16));
        answers(259, 0, enumeration.next(16));
    }

    @Test
    void C170_anEndedEnumeration_isInvalid() {
        Router r = withThreeEntries();
        GroupEnumeration enumeration = r.c.enumerates(GroupEnumType.ALL_SOURCES);

        assertEquals(0, status(enumeration::end));
        assertEquals(87, status(() -> enumeration.next(PLENTY)));
        assertEquals(87, status(enumeration::end));
    }

    @Test
    void C171_startingWithABadHandleOrType_isInvalid() {
        Router r = Router.f0();

        assertEquals(
                87, status(() -> r.manager.startGroupEnumeration(Router.foreignHandle(), GroupEnumType.ALL_SOURCES)));
        assertEquals(87, status(() -> r.a.enumerates(GroupEnumType.of(2))));
    }

    @Test
    void C172_anEnumeration_isASnapshot() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        GroupEnumeration before = r.a.enumerates(GroupEnumType.ALL_SOURCES);

        r.b.adds(ANY_G2, 2);

        assertEquals(List.of(ANY_G1), before.rest());
        assertEquals(Set.of(ANY_G1, ANY_G2), Set.copyOf(r.a.seesGroups()));
    }

    @Test
    void C173_anEnumerationOfADeregisteredClient_isInvalid() {
        Router r = withThreeEntries();
        r.d.register();
        GroupEnumeration enumeration = r.d.enumerates(GroupEnumType.ALL_SOURCES);

        assertEquals(0, status(r.d::deregister));

        assertEquals(87, status(() -> enumeration.next(PLENTY)));
    }

    @Test
    void C174_noMemberships_noMoreItems() {
        Router r = Router.f0();

        answers(259, 0, r.a.enumerates(GroupEnumType.ALL_SOURCES).next(PLENTY));
    }
}
