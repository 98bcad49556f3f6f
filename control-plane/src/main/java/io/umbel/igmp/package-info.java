/**
 * IGMP, router side (RFC 1112, RFC 2236, RFC 9776), and its mapping to the group manager.
 *
 * <p>{@link io.umbel.igmp.IgmpRouter} is the protocol: datagrams and the passing of time go in, queries and changes of what
 * the hosts of each interface want come out. {@link io.umbel.igmp.IgmpClient} is the group manager's IGMP client: it drives a
 * router and turns those changes into memberships. {@code docs/igmp.md} says what is supported.
 *
 * <p><b>Pure.</b> No threads, no I/O, no clock, no randomness and no logging: the same calls with the same times give the same
 * queries and the same state.
 *
 * <p><b>Threads.</b> A router and all it hands out except immutable values belong to one thread.
 *
 * <p>Section numbers are RFC 3376's unless said otherwise; RFC 9776 has replaced it, as a backward-compatible revision.
 */
@NullMarked
package io.umbel.igmp;

import org.jspecify.annotations.NullMarked;
