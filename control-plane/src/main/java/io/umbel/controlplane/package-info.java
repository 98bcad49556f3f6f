/** The agent that decides what is forwarded, and tells the data plane through the shared directory. */
@NullMarked
package io.umbel.controlplane;

import org.jspecify.annotations.NullMarked;
