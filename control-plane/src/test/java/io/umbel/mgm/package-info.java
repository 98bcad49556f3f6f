/** The group manager's tests: conformance cases, model-based properties, determinism. */
@NullMarked
package io.umbel.mgm;

import org.jspecify.annotations.NullMarked;
