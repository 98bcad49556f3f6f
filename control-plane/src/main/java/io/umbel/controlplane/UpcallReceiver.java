package io.umbel.controlplane;

import io.umbel.dataplane.contract.Upcalls;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PacketUpcalls;

/**
 * Hands what the data plane asks to the group manager. For the thread that drives it.
 *
 * <p>Whether the packet itself goes out, which {@link PacketUpcalls#onNewPacket} answers, the data plane decides by the entry
 * that comes: it holds the packet until then.
 */
final class UpcallReceiver implements Upcalls.Listener {
    /** So many at most in a duty cycle, so that a flood of them does not keep commands waiting. */
    private static final int LIMIT = 256;

    private final Upcalls upcalls;
    private final PacketUpcalls manager;

    UpcallReceiver(Upcalls upcalls, PacketUpcalls manager) {
        this.upcalls = upcalls;
        this.manager = manager;
    }

    /** Handles what there is; returns how many upcalls. */
    int poll() {
        return upcalls.poll(this, LIMIT);
    }

    @Override
    public void onNoMfe(int source, int group, int interfaceIndex, byte[] header) {
        manager.onNewPacket(new Ipv4(source), new Ipv4(group), InterfaceId.of(interfaceIndex), packetHeader(header));
    }

    @Override
    public void onWrongInterface(int source, int group, int interfaceIndex, byte[] header) {
        manager.onWrongInterface(
                new Ipv4(source), new Ipv4(group), InterfaceId.of(interfaceIndex), packetHeader(header));
    }

    private static PacketHeader packetHeader(byte[] header) {
        return PacketHeader.copyOf(header, 0, header.length);
    }
}
