package io.umbel.mgm;

import java.util.Iterator;
import java.util.List;

/** The memberships at the moment an enumeration was started. */
final class GroupSnapshot implements GroupEnumeration {

    private static final int BYTES_PER_ENTRY = 16;

    private final Client startedBy;
    private final List<SourceGroup> entries;
    private int position;
    private boolean ended;

    GroupSnapshot(Client startedBy, List<SourceGroup> entries) {
        this.startedBy = startedBy;
        this.entries = entries;
    }

    @Override
    public Page<SourceGroup> next(int bufferBytes) {
        requireValid();
        Iterator<SourceGroup> remaining = entries.listIterator(position);
        Page<SourceGroup> page = Page.fill(remaining, entry -> BYTES_PER_ENTRY, bufferBytes);
        position += page.entries().size();
        return page;
    }

    @Override
    public void end() {
        requireValid();
        ended = true;
    }

    @Override
    public void close() {
        ended = true;
    }

    private void requireValid() {
        if (ended || !startedBy.registered) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "The group enumeration has " + (ended ? "been ended" : "lost its protocol, which deregistered")
                            + "; one that is neither is allowed.");
        }
    }
}
