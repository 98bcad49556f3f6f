package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dpdk.DpdkExtension;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the worker does before its ports are opened. */
@ExtendWith(DpdkExtension.class)
class WorkerRehearsalTest {
    /** What befalls a frame only in need: not what the first packets of a stream wait for. */
    private static final Set<Fate> NOT_REHEARSED = EnumSet.of(Fate.DROPPED_MALFORMED, Fate.DROPPED_NO_BUFFER);

    @ParameterizedTest
    @ValueSource(strings = {"net_null0", "net_af_packet0,iface=eth0"})
    void everyFateOfAFrameIsRehearsed(String device) {
        try (WorkerRehearsal rehearsal = new WorkerRehearsal(DpdkExtension.eal(), List.of(device))) {
            for (int i = 0; i < 1000; i++) {
                rehearsal.round();
            }
            rehearsal.unheardRounds();
            Set<Fate> missing = EnumSet.allOf(Fate.class).stream()
                    .filter(fate -> rehearsal.count(fate) == 0)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fate.class)));
            assertEquals(NOT_REHEARSED, missing);
        }
    }

    @Test
    void aControlPlaneThatHearsNothingIsRehearsed() {
        try (WorkerRehearsal rehearsal = new WorkerRehearsal(DpdkExtension.eal(), List.of("net_null0"))) {
            rehearsal.unheardRounds();
            assertTrue(rehearsal.count(ExchangeCounter.UPCALL_RING_FULL) > 0, "no upcall found its ring full");
        }
    }

    @Test
    void everyMbufComesBackButThoseThatAreHeld() {
        try (WorkerRehearsal rehearsal = new WorkerRehearsal(DpdkExtension.eal(), List.of("net_null0"))) {
            for (int i = 0; i < 1000; i++) {
                rehearsal.round();
            }
            assertTrue(rehearsal.missingMbufs() <= 4, rehearsal.missingMbufs() + " mbufs are missing");
        }
    }

    @Test
    @Tag("soak") // A busy machine takes minutes.
    void endsWithTheCodeOptimised() throws Exception {
        WorkerRehearsal.run(DpdkExtension.eal(), List.of("net_null0"), Duration.ofMinutes(5));
        assertEquals(List.of(), CompiledCode.missingOf(WorkerRehearsal.LOOP));
    }

    @Test
    void mayBeDoneAgain() {
        WorkerRehearsal.run(DpdkExtension.eal(), List.of("net_null0"), Duration.ZERO);
        WorkerRehearsal.run(DpdkExtension.eal(), List.of("net_null0"), Duration.ZERO);
    }
}
