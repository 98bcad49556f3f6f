@NullMarked
package io.umbel.perf.peers;

import org.jspecify.annotations.NullMarked;
