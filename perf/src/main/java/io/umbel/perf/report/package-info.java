/** The report of a lab's run, as JSON, CSV and one self-contained page, and what can be said of two of them side by side. */
@NullMarked
package io.umbel.perf.report;

import org.jspecify.annotations.NullMarked;
