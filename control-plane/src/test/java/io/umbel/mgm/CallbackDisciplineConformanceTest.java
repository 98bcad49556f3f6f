package io.umbel.mgm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Callback discipline: C175 to C181. */
@Conformance
class CallbackDisciplineConformanceTest {

    private static final Duration DEADLOCKED = Duration.ofSeconds(20);

    @Test
    void C175_aCallbackThatThrows_doesNotStopTheOthers() {
        Router r = Router.f0();
        r.b.whenJoined = (entry, memberUpdate) -> {
            throw new IllegalStateException("B is broken");
        };

        assertEquals(0, status(() -> r.a.adds(ANY_G1, 1)));

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C");
        assertEquals("B is broken", r.failures.getFirst().getMessage());
    }

    @Test
    void C176_readingFromInsideACallback_seesTheNewState() {
        Router r = Router.f0();
        List<Object> seen = new ArrayList<>();
        r.b.whenJoined = (entry, memberUpdate) -> {
            seen.add(r.manager.firstMfes(PLENTY).status());
            GroupEnumeration enumeration = r.b.enumerates(GroupEnumType.ALL_SOURCES);
            seen.addAll(enumeration.next(PLENTY).entries());
            enumeration.end();
            seen.add(r.ownerOf(1));
        };

        r.a.adds(ANY_G1, 1);

        assertEquals(List.of(MgmStatus.NO_MORE_ITEMS, ANY_G1, r.a.id()), seen);
    }

    @Test
    void C177_alertsOfANestedCall_comeAfterThoseOfTheOuter() {
        Router r = Router.f0();
        r.b.whenJoined = (entry, memberUpdate) -> r.b.adds(ANY_G1, 2);

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C", "J((*,G1),T)→A");
    }

    @Test
    void C178_releasingFromInsideACallback_cannotComplete() {
        Router r = Router.f0();
        List<Integer> inner = new ArrayList<>();
        r.b.whenJoined = (entry, memberUpdate) -> inner.add(status(() -> r.b.releases(2)));

        r.a.adds(ANY_G1, 1);

        assertEquals(List.of(1003), inner);
        assertEquals(r.b.id(), r.ownerOf(2));
    }

    @Test
    void C179_addingFromInsideTheRpfCallback_cannotComplete() {
        Router r = Router.f0();
        List<Integer> inner = new ArrayList<>();
        r.b.whenAskedForRpf = query -> {
            inner.add(status(() -> r.b.adds(ANY_G1, 7)));
            return query.asFound();
        };

        r.packet(S1, G1, 2);

        assertEquals(List.of(1003), inner);
        r.saw("RPF((S1,G1),2)→B", "P((S1,G1),2,F)→B");
        assertTrue(r.hasMfe(S1, G1));
    }

    @Test
    void C180_twoThreadsJoiningAtOnce_areCountedOneAfterTheOther() throws Exception {
        List<String> aFirst = List.of("J((*,G1),T)→B", "J((*,G1),T)→C", "J((*,G1),T)→A");
        List<String> bFirst = List.of("J((*,G1),T)→A", "J((*,G1),T)→C", "J((*,G1),T)→B");

        for (int repetition = 0; repetition < 1000; repetition++) {
            Router r = Router.f0ForManyThreads();
            CyclicBarrier start = new CyclicBarrier(2);
            Thread other = Thread.ofVirtual().start(() -> {
                await(start);
                r.b.adds(ANY_G1, 2);
            });
            await(start);
            r.a.adds(ANY_G1, 1);
            other.join();

            assertTrue(Set.of(aFirst, bFirst).contains(r.trace.lines()), () -> "callbacks were " + r.trace.lines());
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void C181_aCallbackWaitingForAnotherThreadsRead_doesNotDeadlock() {
        Router r = Router.f0ForManyThreads();
        List<Page<Mfe>> read = new ArrayList<>();
        r.b.whenJoined = (entry, memberUpdate) -> {
            Thread reader = Thread.ofVirtual().start(() -> read.add(r.manager.firstMfes(PLENTY)));
            try {
                assertTrue(reader.join(DEADLOCKED), "the reader waits for the callback that waits for it");
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        };

        r.a.adds(ANY_G1, 1);

        assertEquals(List.of(), r.failures);
        assertEquals(1, read.size());
        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C");
    }
}
