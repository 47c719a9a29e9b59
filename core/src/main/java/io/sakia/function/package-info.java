/** The functions that a user hands to Sakia: small, serialisable, and allowed to throw. */
@NullMarked
package io.sakia.function;

import org.jspecify.annotations.NullMarked;
