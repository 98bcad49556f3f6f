@NullMarked
package io.umbel.perf.rfc3918;

import org.jspecify.annotations.NullMarked;
