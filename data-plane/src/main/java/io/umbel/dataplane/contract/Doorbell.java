package io.umbel.dataplane.contract;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Wakes a plane's thread that has nothing to do, when there is something: a word in a mapped file, and the kernel's futex. Who
 * writes for that thread rings afterwards; that costs a fence, and a system call only if the thread sleeps.
 *
 * <p>The thread says that it {@linkplain #expect expects} a ring, looks once more whether there is work, and only then
 * {@linkplain #await waits}: so none is missed. It never waits longer than a millisecond, for what comes by the clock.
 *
 * <p>Any thread of any process may ring; one thread waits ({@link DoorbellIdleStrategy}). There is nothing to close: whoever still
 * holds a doorbell after a plane's end may ring it.
 */
public final class Doorbell {
    static final int LENGTH = 64;

    private static final int WORD = 0;
    private static final int AWAKE = 0;
    private static final int EXPECTING = 1;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(1);

    private final UnsafeBuffer buffer;
    private final long address;
    /** As futex(2) wants it. */
    private final MemorySegment longestWait = Arena.ofAuto().allocate(Futex.TIMESPEC_LENGTH, Long.BYTES);

    /** @param file which stays mapped as long as this is reachable */
    private Doorbell(MappedFile file, Duration longestWait) {
        this.buffer = file.buffer();
        this.address = buffer.addressOffset() + WORD;
        this.longestWait.setAtIndex(ValueLayout.JAVA_LONG, 0, longestWait.getSeconds());
        this.longestWait.setAtIndex(ValueLayout.JAVA_LONG, 1, longestWait.getNano());
    }

    /** The doorbell of a plane, made if there is none. For the control plane only. */
    public static Doorbell openOrCreate(SharedDirectory directory, Plane plane) {
        directory.check();
        Path path = directory.doorbell(plane);
        return Files.exists(path)
                ? open(directory, plane)
                : new Doorbell(MappedFile.create(path, LENGTH, _ -> {}), LONGEST_WAIT);
    }

    /**
     * The doorbell of a plane.
     *
     * @throws IllegalStateException with one sentence, if no control plane has made it
     */
    public static Doorbell open(SharedDirectory directory, Plane plane) {
        return open(directory, plane, LONGEST_WAIT);
    }

    static Doorbell open(SharedDirectory directory, Plane plane, Duration longestWait) {
        directory.check();
        return new Doorbell(MappedFile.open(directory.doorbell(plane), "control plane", LENGTH), longestWait);
    }

    /** To be called after something was written for the plane's thread. */
    public void ring() {
        // The word is read after others can see what was written. Otherwise the thread could find no work and the
        // ringer nobody who expects a ring.
        VarHandle.fullFence();
        if (buffer.getInt(WORD) == EXPECTING && buffer.compareAndSetInt(WORD, EXPECTING, AWAKE)) {
            Futex.wake(address);
        }
    }

    /** Says that the thread is going to wait, before it looks for work once more. */
    void expect() {
        buffer.putIntVolatile(WORD, EXPECTING);
    }

    /** Whether it was said, and nobody has rung since. */
    boolean isExpected() {
        return buffer.getIntVolatile(WORD) == EXPECTING;
    }

    /** There is work, so nobody need ring. */
    void answer() {
        buffer.putIntVolatile(WORD, AWAKE);
    }

    /** Waits until somebody rings, for a millisecond at most; not at all if somebody has. */
    void await() {
        Futex.await(address, EXPECTING, longestWait.address());
    }
}
