package io.umbel.dataplane.contract;

import org.jspecify.annotations.Nullable;

/** What one kind of thing is counted by: the names of a family of counters in the counters file. */
public sealed interface CounterName
        permits ExchangeCounter, Fate, InterfaceCounter, LoopCounter, MfeCounter, PortCounter, PoolCounter {
    /**
     * Part of the layout of the counters file: stable across releases. Every family counts from 1 without gaps, in the
     * order of declaration; a name that falls out of use keeps its place.
     */
    int id();

    /** For people. */
    String label();

    /** The name with this id, or null if a later release wrote it. */
    static <N extends CounterName> @Nullable N withId(N[] names, int id) {
        for (N name : names) {
            if (name.id() == id) {
                return name;
            }
        }
        return null;
    }
}
