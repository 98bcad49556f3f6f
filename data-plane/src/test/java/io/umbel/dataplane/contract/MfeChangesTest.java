package io.umbel.dataplane.contract;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

final class MfeChangesTest {
    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @Test
    void subscriberHearsWhatIsPublishedInOrder() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory.get());
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
            HeardChanges.by(subscriber);
            publisher.put(1, 10);
            publisher.remove(2, 20);
            publisher.put(1, 11);
            assertEquals(List.of("put 1 10", "remove 2 20", "put 1 11"), HeardChanges.by(subscriber));
            assertEquals(List.of(), HeardChanges.by(subscriber));
        }
    }

    @Test
    void startOfAControlPlaneMakesSubscribersReadTheTable() {
        try (MfeChanges.Publisher first = MfeChanges.publisher(directory.get());
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
            HeardChanges.by(subscriber);
            first.put(1, 10);
            try (MfeChanges.Publisher second = MfeChanges.publisher(directory.get())) {
                second.put(1, 11);
                assertEquals(List.of("put 1 10", "lapped", "put 1 11"), HeardChanges.by(subscriber));
            }
        }
    }

    @Test
    void subscriberThatIsAWholeBufferBehindIsLappedOnceAndThenHearsTheRest() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory.get());
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
            HeardChanges.by(subscriber);
            for (int change = 0; change < 2 * MfeChanges.MESSAGES + 17; change++) {
                publisher.put(change, change);
            }
            publisher.put(1, 99);
            List<String> heard = HeardChanges.by(subscriber);
            assertEquals("lapped", heard.getFirst());
            publisher.remove(1, 99);
            assertEquals(
                    List.of("remove 1 99"),
                    HeardChanges.by(subscriber).stream()
                            .filter(line -> line.startsWith("remove"))
                            .toList());
        }
    }

    @Test
    void subscriberJustShortOfAWholeBufferBehindMissesNothing() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory.get());
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
            HeardChanges.by(subscriber);
            List<String> published = new ArrayList<>();
            for (int change = 0; change < MfeChanges.MESSAGES - 1; change++) {
                publisher.put(change, change);
                published.add("put " + change + " " + change);
            }
            assertEquals(published, HeardChanges.by(subscriber));
        }
    }

    @Test
    void changeBetweenJoiningAndReadingTheTableIsHeard() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory.get())) {
            publisher.put(1, 10);
            try (MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory.get())) {
                publisher.put(2, 20);
                assertEquals("put 2 20", HeardChanges.by(subscriber).getLast());
            }
        }
    }

    @Test
    void feedThatNobodyMadeIsNotJoined() {
        assertEquals(
                "the file " + directory.get().mfeChanges()
                        + " does not exist; the control plane creates it, so start that first",
                assertThrows(IllegalStateException.class, () -> MfeChanges.subscribe(directory.get()))
                        .getMessage());
    }

    @Test
    void messageThatIsOverwrittenWhileItIsReadIsNotDelivered() {
        try (MfeChanges.Publisher publisher = MfeChanges.publisher(directory.get());
                MfeChanges.Subscriber subscriber = new MfeChanges.Subscriber(
                        MappedFile.open(directory.get().mfeChanges(), "test", MappedFile.ANY_LENGTH),
                        buffer -> new OvertakenReceiver(buffer, publisher))) {
            publisher.put(1, 10);
            HeardChanges heard = new HeardChanges();
            subscriber.poll(heard);
            assertEquals(List.of("lapped"), heard.lines());
        }
    }

    /** A receiver that the publisher overtakes between having a message and reading it. */
    private static final class OvertakenReceiver extends BroadcastReceiver {
        private final MfeChanges.Publisher publisher;

        private OvertakenReceiver(AtomicBuffer buffer, MfeChanges.Publisher publisher) {
            super(buffer);
            this.publisher = publisher;
        }

        @Override
        public int typeId() {
            for (int change = 0; change < MfeChanges.MESSAGES; change++) {
                publisher.put(2, 20);
            }
            return super.typeId();
        }
    }
}
