@NullMarked
package io.umbel.cli;

import org.jspecify.annotations.NullMarked;
