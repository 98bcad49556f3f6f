package io.umbel.dataplane.fib;

import java.util.List;
import org.agrona.UnsafeApi;

/**
 * An incoming interface and its branches, flat in native memory, named by its address. Never changed once it is
 * published; entries with the same incoming interface and branches share one.
 *
 * <pre>
 *  0   u32  incoming interface index
 *  4   u32  number of branches
 *  8   u32  1 if the ports of all branches take frames in several segments
 * 12   u32  (unused)
 * 16 + 16 i, branch i:
 *  0   u48  source MAC address as it lies in a frame
 *  6   u16  VLAN id, or 0
 *  8   u16  interface index
 * 10   u16  port
 * 12   u16  MTU
 * 14   u16  (unused)
 * </pre>
 */
public final class OutgoingList {
    private static final int INCOMING = 0;
    private static final int COUNT = 4;
    private static final int TAKES_CHAINS = 8;
    private static final int FIRST_BRANCH = 16;
    private static final int BRANCH_LENGTH = 16;
    private static final int INTERFACE = 8;

    private static final long MAC_MASK = 0xffff_ffff_ffffL;

    private OutgoingList() {}

    static NativeMemory write(int incoming, List<Branch> branches) {
        NativeMemory memory = new NativeMemory(FIRST_BRANCH + (long) branches.size() * BRANCH_LENGTH);
        long list = memory.address();
        UnsafeApi.putInt(list + INCOMING, incoming);
        UnsafeApi.putInt(list + COUNT, branches.size());
        UnsafeApi.putInt(list + TAKES_CHAINS, branches.stream().allMatch(Branch::takesChains) ? 1 : 0);
        long address = branch(list, 0);
        for (Branch branch : branches) {
            UnsafeApi.putLong(address, branch.sourceMacRaw() | (long) branch.vlanId() << 48);
            UnsafeApi.putLong(
                    address + INTERFACE,
                    branch.interfaceIndex() | (long) branch.port() << 16 | (long) branch.mtu() << 32);
            address += BRANCH_LENGTH;
        }
        return memory;
    }

    /** Index of the incoming interface. */
    public static int incoming(long list) {
        return UnsafeApi.getInt(list + INCOMING);
    }

    /** Number of branches; an entry with none is negative. */
    public static int count(long list) {
        return UnsafeApi.getInt(list + COUNT);
    }

    /** Whether the ports of all branches take frames in several segments. */
    public static boolean takesChains(long list) {
        return UnsafeApi.getInt(list + TAKES_CHAINS) != 0;
    }

    /** Address of branch {@code i}. */
    public static long branch(long list, int i) {
        return list + FIRST_BRANCH + (long) i * BRANCH_LENGTH;
    }

    /** The source MAC address and, in the high 16 bits, the VLAN id. */
    public static long macAndVlan(long branch) {
        return UnsafeApi.getLong(branch);
    }

    /** The source MAC address in what {@link #macAndVlan} answers, as it lies in a frame. */
    public static long macRaw(long macAndVlan) {
        return macAndVlan & MAC_MASK;
    }

    /** The VLAN id in what {@link #macAndVlan} answers, or 0 for untagged. */
    public static int vlanId(long macAndVlan) {
        return (int) (macAndVlan >>> 48);
    }

    /** Interface index, port and MTU, 16 bits each from the lowest. */
    public static long target(long branch) {
        return UnsafeApi.getLong(branch + INTERFACE);
    }

    /** The interface index in what {@link #target} answers. */
    public static int interfaceIndex(long target) {
        return (int) target & 0xffff;
    }

    /** The port in what {@link #target} answers. */
    public static int port(long target) {
        return (int) (target >>> 16) & 0xffff;
    }

    /** The MTU in what {@link #target} answers, octets of IP datagram. */
    public static int mtu(long target) {
        return (int) (target >>> 32) & 0xffff;
    }
}
