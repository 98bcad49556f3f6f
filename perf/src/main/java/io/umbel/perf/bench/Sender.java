package io.umbel.perf.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** Offers frames to a device of this process, from the thread that calls it: {@code perf/sender/sender.c}. */
final class Sender {
    private static final StructLayout SPAN =
            MemoryLayout.structLayout(JAVA_LONG.withName("offered"), JAVA_LONG.withName("taken"));
    private static final double NANOS_A_SECOND = 1e9;

    private final MethodHandle offer;

    /** @param library what {@link CSource#SENDER} is compiled to; stays loaded */
    Sender(Path library) {
        this.offer = Linker.nativeLinker()
                .downcallHandle(
                        SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow("offer"),
                        FunctionDescriptor.of(
                                JAVA_INT,
                                ADDRESS,
                                ADDRESS,
                                ADDRESS,
                                JAVA_INT,
                                JAVA_DOUBLE,
                                JAVA_DOUBLE,
                                JAVA_INT,
                                ADDRESS));
    }

    /**
     * Offers copies of a frame, evenly, and ends when all spans are over.
     *
     * @param device as DPDK calls it
     * @param pool of whose mbufs the copies are made
     * @param rate frames a second; 0: as many as are taken
     */
    List<Offer> offer(String device, String pool, byte[] frame, double rate, Duration span, int spans) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment counts = call.allocate(SPAN, spans);
            int result = (int) offer.invokeExact(
                    call.allocateFrom(device),
                    call.allocateFrom(pool),
                    call.allocateFrom(JAVA_BYTE, frame),
                    frame.length,
                    rate,
                    span.toNanos() / NANOS_A_SECOND,
                    spans,
                    counts);
            if (result != 0) {
                throw new IllegalStateException("there is no device " + device + " or no pool " + pool);
            }
            List<Offer> offers = new ArrayList<>();
            for (long i = 0; i < spans; i++) {
                offers.add(new Offer(counts.getAtIndex(JAVA_LONG, 2 * i), counts.getAtIndex(JAVA_LONG, 2 * i + 1)));
            }
            return offers;
        } catch (RuntimeException wrong) {
            throw wrong;
        } catch (Throwable e) {
            throw new AssertionError("offer throws nothing", e);
        }
    }
}
