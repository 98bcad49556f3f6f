package io.umbel.igmp;

/** What the groups of an interface share with it. */
interface LinkState {

    IgmpConfig config();

    /** The configured timers, or what the querier says of them. */
    IgmpTimers effectiveTimers();

    Timers timers();

    IgmpCounters counters();

    boolean isQuerier();

    /** From when on every host present has had its chance to report. */
    long completeFromMs();

    /** Looks at the group again before the call that is being served ends: what it forwards may have changed. */
    void touch(GroupState group);

    void send(IgmpMessage.Query query);
}
