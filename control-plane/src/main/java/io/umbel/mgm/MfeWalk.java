package io.umbel.mgm;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All MFEs in order, a page at a time, as the original's administrative applications read them (§6.1). */
final class MfeWalk implements Iterator<Mfe> {

    private static final int PAGE_BYTES = 64 * 1024;

    private final MulticastGroupManager manager;
    private Page<Mfe> page;
    private int position;

    MfeWalk(MulticastGroupManager manager) {
        this.manager = manager;
        page = manager.firstMfes(PAGE_BYTES);
        if (page.status() == MgmStatus.INSUFFICIENT_BUFFER) {
            page = manager.firstMfes(page.requiredBytes());
        }
    }

    @Override
    public boolean hasNext() {
        if (position == page.entries().size() && page.status() == MgmStatus.MORE_DATA) {
            turnPage();
        }
        return position < page.entries().size();
    }

    private void turnPage() {
        List<Mfe> read = page.entries();
        MfeKey last = read.getLast().key();
        page = manager.nextMfes(last, PAGE_BYTES);
        if (page.status() == MgmStatus.INSUFFICIENT_BUFFER) {
            page = manager.nextMfes(last, page.requiredBytes());
        }
        position = 0;
    }

    @Override
    public Mfe next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The walk has passed the last MFE.");
        }
        return page.entries().get(position++);
    }
}
