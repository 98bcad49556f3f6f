package io.umbel.controlplane;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.OifCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane has counted for each entry, in the group manager's terms. The data plane counts packets by entry; a
 * branch has sent those that came since it joined the outgoing list. For one thread at a time.
 */
public final class EntryCounts implements AutoCloseable {
    private static final long LOOK_FOR_FILE_EVERY_NS = 1_000_000_000;

    /** What an entry whose outgoing list has changed needs beside its count of packets. */
    private static final class Changed {
        /** How many packets had come when a branch joined, by interface index; one that is missing was there at first. */
        private final Map<Integer, Long> joinedAt = new HashMap<>();

        /** What branches sent that have left. */
        private long sentByFormer;
    }

    private final SharedDirectory directory;
    private final NanoClock clock;
    private final Long2ObjectHashMap<Changed> changed = new Long2ObjectHashMap<>();
    private @Nullable MfeCounterFile file;
    private @Nullable Object openFileKey;
    private long nextLookNs;

    public EntryCounts(SharedDirectory directory, NanoClock clock) {
        this.directory = directory;
        this.clock = clock;
        this.nextLookNs = clock.nanoTime();
    }

    /** The outgoing list of an entry becomes another. */
    void listChanges(Mfe from, Mfe to) {
        long packets = count(from, MfeCounter.PACKETS);
        Changed entry = changed.computeIfAbsent(from.key(), _ -> new Changed());
        for (int i = 0; i < from.oifCount(); i++) {
            if (!to.hasOif(from.oif(i))) {
                Long joined = entry.joinedAt.remove(from.oif(i));
                entry.sentByFormer += packets - (joined == null ? 0 : joined);
            }
        }
        for (int i = 0; i < to.oifCount(); i++) {
            if (!from.hasOif(to.oif(i))) {
                entry.joinedAt.put(to.oif(i), packets);
            }
        }
    }

    /** The entry is gone. */
    void forget(long key) {
        changed.remove(key);
    }

    /** All counts of an entry. */
    MfeCounters of(Mfe mfe) {
        long packets = count(mfe, MfeCounter.PACKETS);
        Changed entry = changed.get(mfe.key());
        long sent = entry == null ? 0 : entry.sentByFormer;
        Map<InterfaceId, OifCounters> outgoing = new HashMap<>();
        for (int i = 0; i < mfe.oifCount(); i++) {
            long joined = entry == null ? 0 : entry.joinedAt.getOrDefault(mfe.oif(i), 0L);
            outgoing.put(InterfaceId.of(mfe.oif(i)), new OifCounters(0, 0, packets - joined, 0));
            sent += packets - joined;
        }
        return new MfeCounters(
                packets,
                count(mfe, MfeCounter.OCTETS),
                count(mfe, MfeCounter.WRONG_INTERFACE),
                0,
                0,
                count(mfe, MfeCounter.NEGATIVE),
                0,
                0,
                sent,
                Map.copyOf(outgoing));
    }

    private long count(Mfe mfe, MfeCounter counter) {
        lookForFile();
        return file == null ? 0 : file.count(mfe.counters(), mfe.key(), counter);
    }

    /** The file is that of the data plane that runs: each makes its own, and the first may start after the control plane. */
    private void lookForFile() {
        long now = clock.nanoTime();
        if (now - nextLookNs < 0) {
            return;
        }
        nextLookNs = now + LOOK_FOR_FILE_EVERY_NS;
        Object fileKey = fileKey();
        if (fileKey != null && !fileKey.equals(openFileKey)) {
            close();
            file = MfeCounterFile.open(directory);
            openFileKey = fileKey;
        }
    }

    private @Nullable Object fileKey() {
        try {
            return Files.readAttributes(directory.mfeCounters(), BasicFileAttributes.class)
                    .fileKey();
        } catch (IOException notThere) {
            return null;
        }
    }

    @Override
    public void close() {
        CloseHelper.close(file);
        file = null;
    }
}
