/**
 * What the control plane and the data plane share: one directory of mapped files, and nothing else.
 *
 * <p>The layout of every file is specified in {@code docs/shared-memory.md}, independently of this code. Every file has
 * exactly one writer: the control plane writes the table and its change feed, the data plane writes the counters.
 *
 * <p>IPv4 addresses are {@code int}s whose most significant byte is the first octet: 10.0.1.2 is {@code 0x0a000102}.
 */
@NullMarked
package io.umbel.dataplane.contract;

import org.jspecify.annotations.NullMarked;
