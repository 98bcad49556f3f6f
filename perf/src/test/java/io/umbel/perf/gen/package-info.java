@NullMarked
package io.umbel.perf.gen;

import org.jspecify.annotations.NullMarked;
