/** The page that operators look at: files of this package's resources, served as they are. */
@NullMarked
package io.umbel.api.page;

import org.jspecify.annotations.NullMarked;
