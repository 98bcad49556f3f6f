/**
 * Protocol clients beyond a connection: what becomes of their calls, callbacks, answers and absences, whatever the connection is
 * made of. Everything here runs on the thread that drives the group manager, and nothing waits.
 */
@NullMarked
package io.umbel.remote;

import org.jspecify.annotations.NullMarked;
