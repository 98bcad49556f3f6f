/** Protocol clients over gRPC: {@code group_manager.proto}, and its way to {@link io.umbel.remote}. */
@NullMarked
package io.umbel.api.remote;

import org.jspecify.annotations.NullMarked;
