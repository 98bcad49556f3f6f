package io.umbel.mgm;

/**
 * How the manager steps out into a client's code. Every callback goes through here, so that a front can let go of its
 * lock while foreign code runs, time it, and report the client by name.
 *
 * <p>The manager's state is whole whenever {@link #run} is called: a front may let other threads <em>read</em>
 * meanwhile, and must keep them from changing anything until the call that caused the callback has returned.
 */
public interface CallbackSupervisor {

    /** Runs the body on the calling thread, exactly once, letting through what it throws. */
    default void run(ProtocolId client, Callback callback, Runnable body) {
        body.run();
    }

    /** A callback threw. What it had done until then stands; the manager goes on without its answer. Must not throw. */
    void failed(ProtocolId client, Callback callback, Throwable thrown);
}
