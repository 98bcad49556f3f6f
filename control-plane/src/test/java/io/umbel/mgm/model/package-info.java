/** The group manager against a deliberately naive model of it, and against itself replayed. */
@NullMarked
package io.umbel.mgm.model;

import org.jspecify.annotations.NullMarked;
