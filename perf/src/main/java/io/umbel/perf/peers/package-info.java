/** {@code umbel lab}: the tests of RFC 3918 by one command, in network namespaces of this machine or on real network cards, of our appliance and of its peers. */
@NullMarked
package io.umbel.perf.peers;

import org.jspecify.annotations.NullMarked;
