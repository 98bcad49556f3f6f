package io.umbel.remote;

import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The far end of a connection, as a list of what was sent there. */
final class RecordingClient implements RemoteClient {
    private final List<String> messages = new ArrayList<>();
    /** The number of the last question. */
    long question;

    /** These messages and no others since the last look, in this order. */
    void got(String... expected) {
        assertEquals(List.of(expected), messages);
        messages.clear();
    }

    @Override
    public void rpf(long number, RpfQuery query) {
        question = number;
        messages.add("RPF " + query.source() + (number == 0 ? " for information" : ""));
    }

    @Override
    public void creationAlert(long number, CreationAlert alert) {
        question = number;
        messages.add("CREATION " + alert.source() + " " + alert.outgoing() + (number == 0 ? " for information" : ""));
    }

    @Override
    public void joinAlert(SourceGroup entry, boolean memberUpdate) {
        messages.add("JOIN " + entry + " " + memberUpdate);
    }

    @Override
    public void pruneAlert(PruneAlert alert) {
        messages.add("PRUNE " + alert.entry() + " " + alert.memberDelete());
    }

    @Override
    public void localJoin(SourceGroup entry, InterfaceId receivers) {
        messages.add("LOCAL_JOIN " + entry + " on " + receivers);
    }

    @Override
    public void localLeave(SourceGroup entry, InterfaceId receivers) {
        messages.add("LOCAL_LEAVE " + entry + " on " + receivers);
    }

    @Override
    public void wrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        messages.add("WRONG_IF " + source + " on " + arrivedOn);
    }

    @Override
    public void disableIgmp(InterfaceId changing) {
        messages.add("DISABLE_IGMP " + changing);
    }

    @Override
    public void enableIgmp(InterfaceId changed) {
        messages.add("ENABLE_IGMP " + changed);
    }

    @Override
    public void tooLate(long number) {
        messages.add("too late");
    }

    @Override
    public void ping() {
        messages.add("ping");
    }

    @Override
    public void ended(String reason) {
        messages.add("ended: " + reason);
    }
}
