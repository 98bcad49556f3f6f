package io.umbel.dataplane.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A FIB agent in small: keeps a copy of the table by the feed. Polls only when told to, until the change that ends each
 * part; then says how often it was lapped, how many other messages it had, and what it has copied.
 */
final class FeedReaderProcess implements MfeChanges.Listener {
    private final MfeTable table;
    private final Map<Long, Long> versions = new TreeMap<>();
    private int lapped;
    private int messages;

    private FeedReaderProcess(MfeTable table) {
        this.table = table;
    }

    /** The state of a copied table, for comparison. */
    static String describe(Map<Long, Long> versions) {
        return new TreeMap<>(versions).toString();
    }

    static void main(String[] arguments) throws IOException {
        SharedDirectory directory = new SharedDirectory(Path.of(arguments[0]));
        long endKey = Long.parseLong(arguments[1]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (MfeChanges.Subscriber changes = MfeChanges.subscribe(directory);
                MfeTable table = MfeTable.open(directory)) {
            FeedReaderProcess copy = new FeedReaderProcess(table);
            copy.readAll();
            System.out.println("subscribed");
            while (input.readLine() != null) {
                while (!copy.versions.containsKey(endKey)) {
                    changes.poll(copy);
                }
                System.out.println(copy.lapped);
                System.out.println(copy.messages);
                System.out.println(describe(copy.versions));
            }
        }
    }

    private void readAll() {
        versions.clear();
        table.forEach(mfe -> versions.put(mfe.key(), mfe.version()));
    }

    private void read(long key) {
        messages++;
        Mfe mfe = table.get(key);
        if (mfe == null) {
            versions.remove(key);
        } else {
            versions.put(key, mfe.version());
        }
    }

    @Override
    public void onPut(long key, long version) {
        read(key);
    }

    @Override
    public void onRemove(long key, long version) {
        read(key);
    }

    @Override
    public void onLapped() {
        lapped++;
        readAll();
    }
}
