package io.umbel.mgm;

/**
 * What a registered protocol shows at each call, the original's {@code HANDLE hProtocol}. Valid with the manager that
 * issued it, from {@link MulticastGroupManager#register register} to {@link MulticastGroupManager#deregister
 * deregister}; at any other time it is answered with {@link MgmStatus#INVALID_PARAMETER}. Handles are compared by
 * identity.
 */
public final class ProtocolHandle {

    private final ProtocolId id;

    ProtocolHandle(ProtocolId id) {
        this.id = id;
    }

    /** Whom it was issued to. */
    public ProtocolId id() {
        return id;
    }

    @Override
    public String toString() {
        return "handle of " + id;
    }
}
