@NullMarked
package io.umbel.controlplane;

import org.jspecify.annotations.NullMarked;
