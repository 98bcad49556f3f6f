/** What operators and programs reach the appliance by: HTTP, described by {@code openapi.yaml}. */
@NullMarked
package io.umbel.api;

import org.jspecify.annotations.NullMarked;
