package io.umbel.dataplane.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What a subscriber has been told, a line for each message: {@code put KEY VERSION}, {@code remove KEY VERSION} or
 * {@code lapped}.
 */
public final class HeardChanges implements MfeChanges.Listener {
    private final List<String> lines = new ArrayList<>();

    /** Polls until there is no more. */
    public static List<String> by(MfeChanges.Subscriber subscriber) {
        HeardChanges heard = new HeardChanges();
        while (subscriber.poll(heard) > 0) {}
        return heard.lines();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void onPut(long key, long version) {
        lines.add("put " + key + " " + version);
    }

    @Override
    public void onRemove(long key, long version) {
        lines.add("remove " + key + " " + version);
    }

    @Override
    public void onLapped() {
        lines.add("lapped");
    }
}
