package io.umbel.perf.bench;

import io.umbel.perf.lab.Strip;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StartResultTest {
    private static final int SECOND = 100;

    @Test
    void theFullRateIsThatOfTheSecondHalf() {
        Start start = start(spans(SECOND, 10, 10), spans(SECOND, 50, 50));

        assertEquals(5000, start.fullRate());
    }

    @Test
    void fullRateIsReachedWhenATenthOfASecondWasForwardedAtIt() {
        Start start = start(spans(30, 10, 10), spans(2 * SECOND - 30, 50, 50));

        assertEquals(2.0 + 0.4, start.fullSeconds(), 0.011);
    }

    @Test
    void aStartThatIsFastOnlyAtTheEndReachesItThen() {
        Start start = start(spans(199, 0, 0), spans(1, 100, 100));

        assertEquals(2.0 + 2.0, start.fullSeconds());
    }

    @Test
    void whatWasOfferedAndNotTakenIsLost() {
        Start start = start(spans(SECOND, 10, 9), spans(SECOND, 10, 10));

        assertEquals(SECOND, start.first().lost());
        assertEquals(0, start.then().lost());
    }

    @Test
    void whatWasTakenAndNotForwardedIsDropped() {
        Start start = new Start(2, spans(SECOND, 10, 10), 990);

        assertEquals(10, start.dropped());
    }

    @Test
    void thePictureShowsWhatWasTakenOfTheFullRateAndOfWhatWasOffered() {
        Start full = start(spans(25, 4, 4), spans(75, 8, 8));
        Start loaded = start(spans(25, 8, 8), spans(75, 8, 2));

        String text = new StartResult(new Scenario(60, 4, 1), 80, List.of(new StartResult.Round(full, loaded)))
                .text(new Strip(StandardCharsets.UTF_8));

        assertTrue(text.contains("|▄███|"), text);
        assertTrue(text.contains("|█▂▂▂|"), text);
    }

    /** Of ports that were open after two seconds. */
    private static Start start(List<Offer> before, List<Offer> after) {
        List<Offer> offers = new ArrayList<>(before);
        offers.addAll(after);
        return new Start(2, offers, Offer.sum(offers).taken());
    }

    private static List<Offer> spans(int count, long offered, long taken) {
        return Collections.nCopies(count, new Offer(offered, taken));
    }
}
