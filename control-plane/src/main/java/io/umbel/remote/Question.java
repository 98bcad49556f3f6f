package io.umbel.remote;

import io.umbel.mgm.Callback;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.RoutingProtocolCallbacks;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An RPF or CREATION callback that a remote client has been asked to answer. */
final class Question {
    final long number;
    final RemoteProtocol asked;
    final Callback callback;
    final MfeKey stream;
    /** For RPF: the beginning of the packet. */
    final PacketHeader header;

    /** For CREATION: the branches it was asked about. */
    final Set<InterfaceId> branches;

    final long deadlineNs;

    /** What the callback does, once that is known. */
    @Nullable
    RoutingProtocolCallbacks answer;

    Question(
            long number,
            RemoteProtocol asked,
            Callback callback,
            MfeKey stream,
            PacketHeader header,
            Set<InterfaceId> branches,
            long deadlineNs) {
        this.number = number;
        this.asked = asked;
        this.callback = callback;
        this.stream = stream;
        this.header = header;
        this.branches = branches;
        this.deadlineNs = deadlineNs;
    }

    boolean isOpen() {
        return answer == null;
    }
}
