@NullMarked
package io.umbel.dataplane.contract;

import org.jspecify.annotations.NullMarked;
