/** IGMP's tests: both ways through the codecs, the tables of the RFC, simulated hosts, and the group manager's client. */
@NullMarked
package io.umbel.igmp;

import org.jspecify.annotations.NullMarked;
