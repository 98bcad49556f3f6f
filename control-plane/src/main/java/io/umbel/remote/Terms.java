package io.umbel.remote;

import io.umbel.mgm.Callback;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a remote client says of its answers when it registers, so that nobody waits for one that will not come.
 *
 * @param answers of {@link Callback#RPF} and {@link Callback#CREATION_ALERT} those it answers; of the others it is only told
 * @param pruneTimeOut its answer to every prune alert with {@code memberDelete} false: for how many seconds the MFE stays
 */
public record Terms(Set<Callback> answers, OptionalInt pruneTimeOut) {
    public Terms {
        answers = Set.copyOf(answers);
    }
}
