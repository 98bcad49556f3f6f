package io.umbel.mgm;

/**
 * The packet path, handed in: MGM installs its entries here (§1.2). What the packet path has to say in return comes
 * through {@link PacketUpcalls}.
 *
 * <p>Called on the thread that drives the manager; it must not call the manager, and it must not throw.
 */
public interface Forwarder {

    /** Forward by this entry from now on, in place of an earlier one of the same key. */
    void install(ForwardingEntry entry);

    /** Forget the entry. */
    void remove(MfeKey key);

    /** What the packet path has counted for an installed entry; zeros before it has seen a packet. */
    MfeCounters counters(MfeKey key);
}
