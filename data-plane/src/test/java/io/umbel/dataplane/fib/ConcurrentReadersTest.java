package io.umbel.dataplane.fib;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers look up while the writer puts, changes and removes, and the table grows under them. */
class ConcurrentReadersTest {
    private static final int STREAMS = 20_000;
    private static final int CHANGES = 1_000_000;

    private final AtomicLong lookups = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void everyListFoundIsThatOfItsStreamAndWhole() throws Exception {
        try (Fib fib = new Fib(2)) {
            List<Thread> readers = new ArrayList<>();
            for (int worker = 0; worker < 2; worker++) {
                FibReader reader = fib.reader(worker);
                Thread thread = new Thread(() -> readUntilDone(reader), "reader-" + worker);
                reader.comeOnline();
                thread.start();
                readers.add(thread);
            }
            for (int i = 0; i < CHANGES; i++) {
                int stream = (int) (i * 2_654_435_761L % STREAMS);
                if (i % 3 == 0) {
                    fib.remove(key(stream));
                } else {
                    fib.put(key(stream), incoming(stream), branches(stream, i % 5));
                }
                fib.advance();
            }
            done.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertEquals(0, wrong.get());
        assertTrue(lookups.get() > 0);
    }

    private void readUntilDone(FibReader reader) {
        long found = 0;
        for (int stream = 0; !done.get(); stream = (stream + 7) % STREAMS) {
            ForwardingTable table = reader.table();
            for (int burst = 0; burst < 32; burst++) {
                int looked = (stream + burst) % STREAMS;
                long entry = table.find(Long.reverseBytes(key(looked)));
                if (entry != 0) {
                    found++;
                    check(looked, ForwardingTable.list(entry));
                }
            }
            reader.endPass();
        }
        reader.goOffline();
        lookups.addAndGet(found);
    }

    private void check(int stream, long list) {
        boolean whole = OutgoingList.incoming(list) == incoming(stream);
        for (int i = 0; i < OutgoingList.count(list); i++) {
            long target = OutgoingList.target(OutgoingList.branch(list, i));
            whole &= OutgoingList.interfaceIndex(target) == incoming(stream) + 1 + i;
        }
        if (!whole) {
            wrong.incrementAndGet();
        }
    }

    private static long key(int stream) {
        return (0x0a01_0000L + stream) << 32 | 0xef02_0000L;
    }

    private static int incoming(int stream) {
        return 1 + stream % 1000;
    }

    private static List<Branch> branches(int stream, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Branch(incoming(stream) + 1 + i, 0, 0, 0, 1500, false))
                .toList();
    }
}
