package io.umbel.api;

import java.util.List;
import java.util.Optional;

/**
 * A part of a long list.
 *
 * @param items in the order of the list; may be fewer than asked for, even none, while there are more
 * @param next what to say as {@code after} to go on; missing at the end
 */
record Listing<T>(List<T> items, Optional<String> next) {}
