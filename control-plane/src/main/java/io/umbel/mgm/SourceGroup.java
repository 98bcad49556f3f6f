package io.umbel.mgm;

/**
 * What a membership is for: (s, g), (*, g) or (*, *); {@code SOURCE_GROUP_ENTRY} in the original (§1.5, §7.3).
 *
 * <p>{@link Ipv4#ZERO} is the wildcard in either place. Masks carry no information beyond that, because ranges are not
 * supported: the mask of a wildcard is 0, of an address 255.255.255.255. There is no (s, *). An instance is always one
 * of the three forms; the constructor answers anything else with {@link MgmStatus#INVALID_PARAMETER}.
 *
 * <p>The natural order is by group, then source, wildcards first.
 *
 * @param source a unicast source, or {@link Ipv4#ZERO} for any
 * @param group a class D group, or {@link Ipv4#ZERO} for all
 */
public record SourceGroup(Ipv4 source, Ipv4 group) implements Comparable<SourceGroup> {

    /** (*, *): all data to all groups, the wildcard receiver. */
    public static final SourceGroup ALL = new SourceGroup(Ipv4.ZERO, Ipv4.ZERO);

    public SourceGroup {
        if (group.isZero()) {
            if (!source.isZero()) {
                throw invalid("(" + source + ", *) is not an entry; (s, g), (*, g) and (*, *) are.");
            }
        } else if (!group.isGroup()) {
            throw invalid(group + " is not a group; groups are 224.0.0.0 to 239.255.255.255.");
        }
        if (source.isGroup()) {
            throw invalid(source + " is a group and cannot be a source; sources are unicast addresses.");
        }
    }

    /** (s, g): data from one source to one group. */
    public static SourceGroup of(Ipv4 source, Ipv4 group) {
        return new SourceGroup(source, group);
    }

    /** (*, g): data from every source to one group. */
    public static SourceGroup anySource(Ipv4 group) {
        return new SourceGroup(Ipv4.ZERO, group);
    }

    /**
     * From the original's four arguments: each (address, mask) is (0, 0) or a non-zero address with 255.255.255.255.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} for any other pair, or a form that is no entry
     */
    public static SourceGroup of(Ipv4 source, Ipv4 sourceMask, Ipv4 group, Ipv4 groupMask) {
        requireWildcardOrAddress("source", source, sourceMask);
        requireWildcardOrAddress("group", group, groupMask);
        return new SourceGroup(source, group);
    }

    private static void requireWildcardOrAddress(String what, Ipv4 address, Ipv4 mask) {
        if (!mask.equals(maskOf(address))) {
            throw invalid(
                    "The " + what + " " + address + " with mask " + mask + " is a range; 0.0.0.0 with mask 0.0.0.0"
                            + " or an address with mask 255.255.255.255 is allowed.");
        }
    }

    private static Ipv4 maskOf(Ipv4 address) {
        return address.isZero() ? Ipv4.ZERO : Ipv4.ALL_ONES;
    }

    private static MgmException invalid(String sentence) {
        return new MgmException(MgmStatus.INVALID_PARAMETER, sentence);
    }

    /** Whether a source is named, that is whether this is (s, g). */
    public boolean namesSource() {
        return !source.isZero();
    }

    /** Whether a group is named, that is whether this is not (*, *). */
    public boolean namesGroup() {
        return !group.isZero();
    }

    /** {@code dwSourceMask}: 0.0.0.0 for any source, else 255.255.255.255. */
    public Ipv4 sourceMask() {
        return maskOf(source);
    }

    /** {@code dwGroupMask}: 0.0.0.0 for all groups, else 255.255.255.255. */
    public Ipv4 groupMask() {
        return maskOf(group);
    }

    @Override
    public int compareTo(SourceGroup other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : source.compareTo(other.source);
    }

    @Override
    public int hashCode() {
        return Ipv4.hash(source, group);
    }

    @Override
    public String toString() {
        return "(" + (namesSource() ? source : "*") + ", " + (namesGroup() ? group : "*") + ")";
    }
}
