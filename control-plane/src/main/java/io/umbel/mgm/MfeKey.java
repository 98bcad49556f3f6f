package io.umbel.mgm;

/**
 * The name of a multicast forwarding entry: group and source, both concrete. The natural order, by group and then
 * source, is the order of enumeration (§6.1). As the start of a walk any two addresses will do, whether such an entry
 * exists or not.
 *
 * @param group {@code dwGroup}
 * @param source {@code dwSource}
 */
public record MfeKey(Ipv4 group, Ipv4 source) implements Comparable<MfeKey> {

    @Override
    public int compareTo(MfeKey other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : source.compareTo(other.source);
    }

    @Override
    public int hashCode() {
        return Ipv4.hash(source, group);
    }

    @Override
    public String toString() {
        return "(" + source + ", " + group + ")";
    }
}
