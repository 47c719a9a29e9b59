/** Operators with keyed state: they advance once a batch, in a step of their own. */
@NullMarked
package io.sakia.streaming.keyed;

import org.jspecify.annotations.NullMarked;
