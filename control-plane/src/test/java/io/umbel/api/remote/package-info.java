@NullMarked
package io.umbel.api.remote;

import org.jspecify.annotations.NullMarked;
