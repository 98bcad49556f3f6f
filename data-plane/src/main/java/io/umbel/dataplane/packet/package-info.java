/**
 * Header flyweights: where the fields of Ethernet, VLAN and IPv4 headers lie, and how to read and rewrite them in place.
 *
 * <p>A header is named by the native address of its first octet; nothing is allocated and nothing is checked, so the
 * caller has made sure that the octets are there. Multi-octet fields are returned in host order unless a name ends in
 * {@code Raw}: then the octets come as they lie in memory, for comparing and copying only.
 */
@NullMarked
package io.umbel.dataplane.packet;

import org.jspecify.annotations.NullMarked;
