/** The batch loop: ticks, plans, state steps, outputs, epochs and the log of them. */
@NullMarked
package io.sakia.streaming.batch;

import org.jspecify.annotations.NullMarked;
