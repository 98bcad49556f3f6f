package io.umbel.dataplane.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * A multicast forwarding entry: what becomes of datagrams from one source to one group. Immutable, so any thread may read
 * it.
 *
 * <p>Addresses are {@code int}s whose most significant byte is the first octet. Interfaces are named by their index,
 * 1 to {@link #MAX_INTERFACES}. Times are milliseconds since the epoch, or 0 where there is none.
 */
public final class Mfe {
    /** How many interfaces an appliance can have, and so the highest index and the longest outgoing list. */
    public static final int MAX_INTERFACES = 4096;

    /** Flag: the entry comes from the configuration, not from a protocol. */
    public static final int STATIC = 1;

    private static final int KNOWN_FLAGS = STATIC;

    private final int source;
    private final int group;
    private final int iif;
    private final int upstream;
    private final int[] oifs;
    private final int flags;
    private final int counters;
    private final long version;
    private final long created;
    private final long expires;

    private Mfe(Builder entry) {
        source = entry.source;
        group = entry.group;
        iif = entry.iif;
        upstream = entry.upstream;
        oifs = entry.oifs;
        flags = entry.flags;
        counters = entry.counters;
        version = entry.version;
        created = entry.created;
        expires = entry.expires;
    }

    /** Starts an entry for a source and a group: no branches, no upstream neighbour, version 0, no times. */
    public static Builder builder(int source, int group) {
        return new Builder(source, group);
    }

    /** The key of an entry: the source in the upper 32 bits, the group in the lower. */
    public static long key(int source, int group) {
        return (long) source << 32 | Integer.toUnsignedLong(group);
    }

    /** The source in a key. */
    public static int sourceOf(long key) {
        return (int) (key >>> 32);
    }

    /** The group in a key. */
    public static int groupOf(long key) {
        return (int) key;
    }

    /** The key for people, as in {@code (10.0.1.2, 239.1.1.1)}. */
    public static String format(long key) {
        return "(" + Ipv4Address.format(sourceOf(key)) + ", " + Ipv4Address.format(groupOf(key)) + ")";
    }

    /** See {@link #key(int, int)}. */
    public long key() {
        return key(source, group);
    }

    public int source() {
        return source;
    }

    public int group() {
        return group;
    }

    /** Index of the only interface on which datagrams of this entry are accepted (RFC 7761 section 4.2). */
    public int iif() {
        return iif;
    }

    /** Address of the router towards the source; 0 when the source is on the network of the incoming interface. */
    public int upstream() {
        return upstream;
    }

    /** How many branches. An entry with none is negative: its datagrams are dropped without asking again. */
    public int oifCount() {
        return oifs.length;
    }

    /** Index of the interface of a branch. Branches are in ascending order of their interfaces. */
    public int oif(int branch) {
        return oifs[branch];
    }

    /** Whether the interface of that index is on the outgoing list. */
    public boolean hasOif(int index) {
        return Arrays.binarySearch(oifs, index) >= 0;
    }

    /** Indices of the outgoing interfaces, ascending and distinct; the caller's own copy. */
    public int[] oifs() {
        return oifs.clone();
    }

    /** {@link #STATIC} or 0. */
    public int flags() {
        return flags;
    }

    /** Number of the record in {@link MfeCounterFile} that is this entry's and no other's, from 0. */
    public int counters() {
        return counters;
    }

    /** Grows with every change of the entry. */
    public long version() {
        return version;
    }

    /** When the entry was first made. */
    public long created() {
        return created;
    }

    /** When the entry ends by itself; 0 when it does not. */
    public long expires() {
        return expires;
    }

    /** Whether datagrams fare the same by both: equal but for version and times. */
    public boolean forwardsLike(Mfe other) {
        return source == other.source
                && group == other.group
                && iif == other.iif
                && upstream == other.upstream
                && flags == other.flags
                && Arrays.equals(oifs, other.oifs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mfe mfe
                && forwardsLike(mfe)
                && counters == mfe.counters
                && version == mfe.version
                && created == mfe.created
                && expires == mfe.expires;
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, group, version);
    }

    @Override
    public String toString() {
        return format(key()) + " iif " + iif + " upstream " + Ipv4Address.format(upstream) + " oifs "
                + Arrays.toString(oifs) + " flags " + flags + " version " + version;
    }

    /** Collects an entry. For one thread. */
    public static final class Builder {
        private final int source;
        private final int group;
        private int iif;
        private int upstream;
        private int[] oifs = {};
        private int flags;
        private int counters;
        private long version;
        private long created;
        private long expires;

        private Builder(int source, int group) {
            this.source = source;
            this.group = group;
        }

        public Builder iif(int index) {
            this.iif = index;
            return this;
        }

        public Builder upstream(int address) {
            this.upstream = address;
            return this;
        }

        /** In any order. */
        public Builder oifs(int... indices) {
            this.oifs = indices.clone();
            Arrays.sort(this.oifs);
            return this;
        }

        public Builder flags(int flags) {
            this.flags = flags;
            return this;
        }

        public Builder counters(int record) {
            this.counters = record;
            return this;
        }

        public Builder version(long version) {
            this.version = version;
            return this;
        }

        public Builder created(long epochMs) {
            this.created = epochMs;
            return this;
        }

        public Builder expires(long epochMs) {
            this.expires = epochMs;
            return this;
        }

        /**
         * The entry.
         *
         * @throws IllegalArgumentException with one sentence, if no such entry may exist.
         */
        public Mfe build() {
            if (Ipv4Address.isMartianSource(source)) {
                throw refusal("source", Ipv4Address.format(source), "a unicast address");
            }
            if (!Ipv4Address.isMulticast(group) || Ipv4Address.isLinkLocalMulticast(group)) {
                throw refusal("group", Ipv4Address.format(group), "224.0.1.0 to 239.255.255.255");
            }
            if (!isIndex(iif)) {
                throw refusal("incoming interface", iif, "1 to " + MAX_INTERFACES);
            }
            if (upstream != 0 && Ipv4Address.isMartianSource(upstream)) {
                throw refusal(
                        "upstream neighbour", Ipv4Address.format(upstream), "a unicast address, or 0.0.0.0 for none");
            }
            if ((flags & ~KNOWN_FLAGS) != 0) {
                throw refusal("flags", flags, "0 to " + KNOWN_FLAGS);
            }
            checkNotNegative("counter record", counters);
            checkNotNegative("version", version);
            checkNotNegative("creation time", created);
            checkNotNegative("expiry time", expires);
            checkOifs();
            return new Mfe(this);
        }

        private void checkNotNegative(String what, long found) {
            if (found < 0) {
                throw refusal(what, found, "0 or more");
            }
        }

        private void checkOifs() {
            for (int branch = 0; branch < oifs.length; branch++) {
                int oif = oifs[branch];
                if (!isIndex(oif)) {
                    throw refusal("outgoing interface", oif, "1 to " + MAX_INTERFACES);
                }
                if (oif == iif) {
                    throw refusal("outgoing interface", oif, "any but the incoming interface");
                }
                if (branch > 0 && oif == oifs[branch - 1]) {
                    throw refusal("outgoing interface", oif + " twice", "each only once");
                }
            }
        }

        private static boolean isIndex(int index) {
            return index >= 1 && index <= MAX_INTERFACES;
        }

        /** Put into words only when something is wrong: entries are built a hundred thousand times a second. */
        private IllegalArgumentException refusal(String what, Object found, String allowed) {
            return new IllegalArgumentException("the entry " + format(key(source, group)) + " has " + what + " " + found
                    + "; allowed is " + allowed);
        }
    }
}
