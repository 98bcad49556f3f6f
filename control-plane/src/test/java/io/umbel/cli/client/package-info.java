@NullMarked
package io.umbel.cli.client;

import org.jspecify.annotations.NullMarked;
