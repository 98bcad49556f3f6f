@NullMarked
package io.umbel.perf.bench;

import org.jspecify.annotations.NullMarked;
