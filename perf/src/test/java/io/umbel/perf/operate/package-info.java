@NullMarked
package io.umbel.perf.operate;

import org.jspecify.annotations.NullMarked;
