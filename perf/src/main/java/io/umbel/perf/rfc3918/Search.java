package io.umbel.perf.rfc3918;

import java.util.List;

/** How the throughputs are searched: the one without loss, and the one with as little as a profile allows. */
public enum Search {
    /** draft-ietf-bmwg-mlrsearch: both at once, and several trials decide about a load. */
    MLR("MLRsearch") {
        @Override
        List<SearchResult> search(Measurement.Measurer measurer, Profile profile, int branches)
                throws InterruptedException {
            return new MlrSearch(measurer, profile.leastLoad(), profile.mostLoad(), branches).search(profile.goals());
        }
    },

    /** RFC 2544 section 26.1: one after the other, and one trial decides about a load. */
    BINARY("RFC 2544's binary search") {
        @Override
        List<SearchResult> search(Measurement.Measurer measurer, Profile profile, int branches)
                throws InterruptedException {
            return List.of(
                    new BinarySearch(0, profile.trial(), profile.width())
                            .search(measurer, profile.leastLoad(), profile.mostLoad()),
                    new BinarySearch(profile.partialLoss(), profile.trial(), profile.width())
                            .search(measurer, profile.leastLoad(), profile.mostLoad()));
        }
    };

    private final String title;

    Search(String title) {
        this.title = title;
    }

    /** As reports call it. */
    String title() {
        return title;
    }

    /**
     * Searches.
     *
     * @param branches how many egresses get each frame
     * @return first the throughput without loss, then the one with the profile's partial loss
     */
    abstract List<SearchResult> search(Measurement.Measurer measurer, Profile profile, int branches)
            throws InterruptedException;
}
