/** The commands that ask a running appliance, by its API. */
@NullMarked
package io.umbel.cli.client;

import org.jspecify.annotations.NullMarked;
