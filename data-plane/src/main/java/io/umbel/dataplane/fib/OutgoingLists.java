package io.umbel.dataplane.fib;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outgoing lists that entries point to. Identical ones are stored once: a million streams to the same few interfaces
 * share a list that stays in the CPU's cache. The writer's thread only.
 */
final class OutgoingLists {
    private record Content(int incoming, List<Branch> branches) {}

    /** A list in native memory and how many entries point to it. */
    final class Shared {
        private final Content content;
        private final NativeMemory memory;
        private int entries;

        private Shared(Content content) {
            this.content = content;
            this.memory = OutgoingList.write(content.incoming, content.branches);
        }

        long address() {
            return memory.address();
        }

        /** One entry fewer points to it; frees it after the last. */
        void release() {
            if (--entries == 0) {
                lists.remove(content);
                memory.free();
            }
        }
    }

    private final Map<Content, Shared> lists = new HashMap<>();

    /** The list with this content, for one more entry. */
    Shared share(int incoming, List<Branch> branches) {
        Shared list = lists.computeIfAbsent(new Content(incoming, List.copyOf(branches)), Shared::new);
        list.entries++;
        return list;
    }
}
