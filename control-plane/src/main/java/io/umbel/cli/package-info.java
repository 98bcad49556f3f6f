/** The command line: {@code umbel} and its subcommands. */
@NullMarked
package io.umbel.cli;

import org.jspecify.annotations.NullMarked;
