/**
 * The state of operators: stores of keyed values that move from batch to batch in increments which the driver accepts, and the
 * values that windows keep in them.
 */
@NullMarked
package io.sakia.streaming.state;

import org.jspecify.annotations.NullMarked;
