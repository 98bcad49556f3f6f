package io.umbel.mgm;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A set of interfaces ordered by (index, next hop). Immutable, and an operation that changes nothing returns the very
 * same set: that is how a million MFEs with the same outgoing interfaces come to share one list.
 */
final class InterfaceSet {

    static final InterfaceSet EMPTY = new InterfaceSet(new MulticastInterface[0]);

    private final MulticastInterface[] members;

    private InterfaceSet(MulticastInterface[] members) {
        this.members = members;
    }

    int size() {
        return members.length;
    }

    boolean isEmpty() {
        return members.length == 0;
    }

    MulticastInterface get(int position) {
        return members[position];
    }

    boolean contains(MulticastInterface member) {
        return position(member) >= 0;
    }

    InterfaceSet with(MulticastInterface added) {
        int position = position(added);
        if (position >= 0) {
            return this;
        }
        int insertAt = -position - 1;
        MulticastInterface[] more = new MulticastInterface[members.length + 1];
        System.arraycopy(members, 0, more, 0, insertAt);
        more[insertAt] = added;
        System.arraycopy(members, insertAt, more, insertAt + 1, members.length - insertAt);
        return new InterfaceSet(more);
    }

    InterfaceSet without(MulticastInterface removed) {
        int position = position(removed);
        if (position < 0) {
            return this;
        }
        if (members.length == 1) {
            return EMPTY;
        }
        MulticastInterface[] fewer = new MulticastInterface[members.length - 1];
        System.arraycopy(members, 0, fewer, 0, position);
        System.arraycopy(members, position + 1, fewer, position, fewer.length - position);
        return new InterfaceSet(fewer);
    }

    InterfaceSet union(InterfaceSet other) {
        if (other == this || other.isEmpty()) {
            return this;
        }
        InterfaceSet union = isEmpty() ? other : this;
        if (union == this) {
            for (MulticastInterface member : other.members) {
                union = union.with(member);
            }
        }
        return union;
    }

    InterfaceSet minus(InterfaceSet other) {
        InterfaceSet rest = this;
        for (MulticastInterface member : other.members) {
            rest = rest.without(member);
        }
        return rest;
    }

    /** The names, in order: a view, not a copy. */
    List<InterfaceId> ids() {
        return new Ids(members);
    }

    boolean sameAs(InterfaceSet other) {
        return other == this || Arrays.equals(members, other.members);
    }

    private int position(MulticastInterface wanted) {
        int low = 0;
        int high = members.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = members[middle] == wanted ? 0 : members[middle].id.compareTo(wanted.id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }

    private static final class Ids extends AbstractList<InterfaceId> implements RandomAccess {

        private final MulticastInterface[] members;

        Ids(MulticastInterface[] members) {
            this.members = members;
        }

        @Override
        public InterfaceId get(int index) {
            return members[index].id;
        }

        @Override
        public int size() {
            return members.length;
        }
    }
}
