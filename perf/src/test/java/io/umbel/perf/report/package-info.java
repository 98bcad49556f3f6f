@NullMarked
package io.umbel.perf.report;

import org.jspecify.annotations.NullMarked;
