/** What is installed on a machine, and the scripts that set it up. */
@NullMarked
package io.umbel.perf.install;

import org.jspecify.annotations.NullMarked;
