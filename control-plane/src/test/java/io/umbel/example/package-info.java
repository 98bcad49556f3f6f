/**
 * The complete small protocol of docs/protocol-authors.md: outside the manager's package, as a protocol author's code
 * is.
 */
@NullMarked
package io.umbel.example;

import org.jspecify.annotations.NullMarked;
