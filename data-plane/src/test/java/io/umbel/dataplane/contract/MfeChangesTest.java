package io.umbel.dataplane.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

final class MfeChangesTest {
    @TempDir
    private Path temporary;

    private SharedDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = new SharedDirectory(temporary.resolve("shared")).create();
    }

    @Test
    void subscriberHearsWhatIsPublishedInOrder() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory);
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory)) {
            hear(subscriber);
            publisher.put(1, 10);
            publisher.remove(2, 20);
            publisher.put(1, 11);
            assertEquals(List.of("put 1 10", "remove 2 20", "put 1 11"), hear(subscriber));
            assertEquals(List.of(), hear(subscriber));
        }
    }

    @Test
    void startOfAControlPlaneMakesSubscribersReadTheTable() {
        try (MfeChanges.Publisher first = MfeChanges.publisher(directory);
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory)) {
            hear(subscriber);
            first.put(1, 10);
            try (MfeChanges.Publisher second = MfeChanges.publisher(directory)) {
                second.put(1, 11);
                assertEquals(List.of("put 1 10", "lapped", "put 1 11"), hear(subscriber));
            }
        }
    }

    @Test
    void subscriberThatIsAWholeBufferBehindIsLappedOnceAndThenHearsTheRest() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory);
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory)) {
            hear(subscriber);
            for (int change = 0; change < 2 * MfeChanges.MESSAGES + 17; change++) {
                publisher.put(change, change);
            }
            publisher.put(1, 99);
            List<String> heard = hear(subscriber);
            assertEquals("lapped", heard.getFirst());
            publisher.remove(1, 99);
            assertEquals(
                    List.of("remove 1 99"),
                    hear(subscriber).stream()
                            .filter(line -> line.startsWith("remove"))
                            .toList());
        }
    }

    @Test
    void subscriberJustShortOfAWholeBufferBehindMissesNothing() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory);
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory)) {
            hear(subscriber);
            List<String> published = new ArrayList<>();
            for (int change = 0; change < MfeChanges.MESSAGES - 1; change++) {
                publisher.put(change, change);
                published.add("put " + change + " " + change);
            }
            assertEquals(published, hear(subscriber));
        }
    }

    @Test
    void changeBetweenJoiningAndReadingTheTableIsHeard() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory)) {
            publisher.put(1, 10);
            try (MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory)) {
                publisher.put(2, 20);
                assertEquals("put 2 20", hear(subscriber).getLast());
            }
        }
    }

    @Test
    void feedThatNobodyMadeIsNotJoined() {
        assertEquals(
                "the file " + directory.mfeChanges()
                        + " does not exist; the control plane creates it, so start that first",
                assertThrows(IllegalStateException.class, () -> MfeChanges.subscribe(directory))
                        .getMessage());
    }

    /** Polls until there is no more. */
    private static List<String> hear(MfeChanges.Subscriber subscriber) {
        List<String> heard = new ArrayList<>();
        MfeChanges.Listener listener = new MfeChanges.Listener() {
            @Override
            public void onPut(long key, long version) {
                heard.add("put " + key + " " + version);
            }

            @Override
            public void onRemove(long key, long version) {
                heard.add("remove " + key + " " + version);
            }

            @Override
            public void onLapped() {
                heard.add("lapped");
            }
        };
        while (subscriber.poll(listener) > 0) {}
        return heard;
    }
}
