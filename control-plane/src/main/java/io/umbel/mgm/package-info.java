/**
 * The Multicast Group Manager (MGM): the broker between the multicast routing protocols of one router.
 *
 * <p>Protocols register with it, own interfaces, and say which groups have receivers on which interface; it builds the
 * multicast forwarding entries (MFEs) and alerts each protocol to what the others have learned. In the terms of RFC
 * 2715 it is the alert dispatcher, with the Interop rules for wildcard alerts. {@code docs/mgm.md} states the
 * behaviour; the paragraphs cited as §4.4 and the like are that document's.
 *
 * <p><b>Pure.</b> No threads, no I/O, no clock and no logging of its own: routes, the packet path, time and the running
 * of callbacks come in through {@link io.umbel.mgm.MgmEnvironment}. The same calls in the same order at the same clock
 * readings give the same callbacks and the same state.
 *
 * <p><b>Threads.</b> {@link io.umbel.mgm.GroupManagerCore} belongs to one thread at a time; a front that several
 * threads share serialises the calls and steps aside while a callback runs (see {@link
 * io.umbel.mgm.CallbackSupervisor}).
 */
@NullMarked
package io.umbel.mgm;

import org.jspecify.annotations.NullMarked;
