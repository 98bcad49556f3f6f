@NullMarked
package io.umbel.api.page;

import org.jspecify.annotations.NullMarked;
