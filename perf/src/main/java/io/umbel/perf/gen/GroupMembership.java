package io.umbel.perf.gen;

/**
 * What a played host wants to receive.
 *
 * @param group first octet most significant
 * @param source likewise; 0 for any
 */
public record GroupMembership(int group, int source) {
    /** The group from whatever source. */
    public static GroupMembership anySource(int group) {
        return new GroupMembership(group, 0);
    }

    boolean isSourceSpecific() {
        return source != 0;
    }
}
