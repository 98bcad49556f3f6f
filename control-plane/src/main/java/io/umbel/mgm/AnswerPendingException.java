package io.umbel.mgm;

/**
 * Thrown by {@link RoutingProtocolCallbacks#onRpf} or {@link RoutingProtocolCallbacks#onCreationAlert} of a client that must not
 * keep the manager waiting and does not know its answer yet (§3.11). The MFE is not made now, as if no packet had come. When the
 * answer is known the packet is to be reported again ({@link PacketUpcalls#onNewPacket}), and then everybody is asked again.
 *
 * <p>From any other callback it is a failure like any other.
 */
public final class AnswerPendingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** It is no failure, so it has no stack trace. */
    public AnswerPendingException() {
        super("the answer is pending", null, false, false);
    }
}
