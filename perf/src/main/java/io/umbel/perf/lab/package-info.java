/**
 * The lab: hosts with real Linux sockets in network namespaces around the appliance, and the demonstration that runs in
 * it.
 */
@NullMarked
package io.umbel.perf.lab;

import org.jspecify.annotations.NullMarked;
