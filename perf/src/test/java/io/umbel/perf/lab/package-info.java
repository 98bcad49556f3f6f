@NullMarked
package io.umbel.perf.lab;

import org.jspecify.annotations.NullMarked;
