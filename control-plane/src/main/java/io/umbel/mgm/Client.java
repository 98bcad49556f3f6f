package io.umbel.mgm;

/** A registered protocol. */
final class Client {

    final ProtocolHandle handle;
    final RoutingProtocolCallbacks callbacks;
    boolean registered = true;
    /** How many interfaces it owns, or for IGMP is enabled on. */
    int interfaces;

    Client(ProtocolHandle handle, RoutingProtocolCallbacks callbacks) {
        this.handle = handle;
        this.callbacks = callbacks;
    }

    ProtocolId id() {
        return handle.id();
    }

    boolean isIgmp() {
        return id().isIgmp();
    }

    @Override
    public String toString() {
        return "protocol " + id();
    }
}
