package io.umbel.perf.gen;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.packet.Ethernet;
import java.util.BitSet;
import java.util.List;

/**
 * A stream of test frames: what is in them, how long they are, and when they leave. Its number is its place among the streams
 * of a trial.
 *
 * @param port index of the tester's port that sends it
 * @param source first octet most significant
 * @param group likewise
 * @param vlan the VLAN id of its frames, 0 for none
 * @param sizes lengths of its frames in octets, frame check sequence and VLAN tag included, one after the other and again
 * @param framesPerSecond above 0
 * @param burst how many frames leave back to back, at least 1
 * @param offsetNanos when the first leaves, after the trial's begin
 * @param expectedAt indices of the tester's ports that are to receive it
 */
public record TestStream(
        int port,
        int source,
        int group,
        int vlan,
        List<Integer> sizes,
        double framesPerSecond,
        int burst,
        long offsetNanos,
        BitSet expectedAt) {
    /** Octets of the frame check sequence, which the device adds and takes off. */
    public static final int FCS = 4;

    /** The shortest frame. */
    public static final int SMALLEST = 64;

    /** The longest untagged one. */
    public static final int LARGEST = 1518;

    /** A mixture of sizes that is often called IMIX: seven small, four middling, one large. */
    public static final List<Integer> IMIX = List.of(64, 594, 64, 64, 594, 64, 64, 594, 64, 64, 594, 1518);

    private static final double NANOS_A_SECOND = 1e9;

    public TestStream {
        sizes = List.copyOf(sizes);
        if (!Ipv4Address.isMulticast(group)) {
            throw new IllegalArgumentException(Ipv4Address.format(group) + " is no group; allowed is 224.0.0.0/4");
        }
        int tag = vlan == 0 ? 0 : Ethernet.TAG_LENGTH;
        for (int size : sizes) {
            if (size < SMALLEST + tag || size > LARGEST + tag) {
                throw new IllegalArgumentException("a frame of " + size + " octets: allowed is " + (SMALLEST + tag)
                        + " to " + (LARGEST + tag) + (tag == 0 ? "" : " with a VLAN tag"));
            }
        }
        if (sizes.isEmpty() || framesPerSecond <= 0 || burst < 1 || vlan < 0 || vlan > 4094) {
            throw new IllegalArgumentException(
                    "a stream has sizes, a rate above 0, a burst of 1 or more and a VLAN of 0 to 4094");
        }
    }

    /** A stream without tag and bursts, of one size. */
    public static TestStream of(int source, int group, int size, double framesPerSecond, int... expectedAt) {
        BitSet ports = new BitSet();
        for (int port : expectedAt) {
            ports.set(port);
        }
        return new TestStream(0, source, group, 0, List.of(size), framesPerSecond, 1, 0, ports);
    }

    /** The same, sent by another port. */
    public TestStream sentBy(int otherPort) {
        return new TestStream(otherPort, source, group, vlan, sizes, framesPerSecond, burst, offsetNanos, expectedAt);
    }

    /** The same, later by so much. */
    public TestStream delayed(long nanos) {
        return new TestStream(
                port, source, group, vlan, sizes, framesPerSecond, burst, offsetNanos + nanos, expectedAt);
    }

    /** When the frame of that number leaves, in nanoseconds after the trial's begin. */
    long dueNanos(long frame) {
        long bursts = frame / burst;
        return offsetNanos + (long) (bursts * (burst * NANOS_A_SECOND / framesPerSecond));
    }

    /** How many frames leave before that time after the trial's begin. */
    long framesBefore(long nanos) {
        if (nanos <= offsetNanos) {
            return 0;
        }
        // The rounding of dueNanos is the measure, so it is asked rather than imitated.
        long bursts = (long) ((nanos - offsetNanos) / (burst * NANOS_A_SECOND / framesPerSecond));
        while (dueNanos(bursts * burst) < nanos) {
            bursts++;
        }
        while (bursts > 0 && dueNanos((bursts - 1) * burst) >= nanos) {
            bursts--;
        }
        return bursts * burst;
    }

    /** The length of the frame of that number, without frame check sequence. */
    int length(long frame) {
        return sizes.get((int) (frame % sizes.size())) - FCS;
    }
}
