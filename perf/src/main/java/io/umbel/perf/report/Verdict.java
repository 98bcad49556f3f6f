package io.umbel.perf.report;

import java.util.List;

/**
 * What is to be thought of a result, by the way in which it was found; not of the device.
 *
 * @param remarks sentences that say why
 */
public record Verdict(Status status, List<String> remarks) {
    /** Whether the method was carried out as it should be. */
    public enum Status {
        /** As RFC 3918 has it. */
        SOUND("sound"),
        /** With departures from RFC 3918, which the remarks name. */
        REDUCED("reduced method"),
        /** Something happened that makes the figures worthless. */
        NOT_TRUSTED("not to be trusted"),
        /** It was not carried out, since the device has nothing that it could measure. */
        NOT_APPLICABLE("not applicable");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        /** As people read it. */
        public String words() {
            return words;
        }
    }

    public Verdict {
        remarks = List.copyOf(remarks);
    }
}
