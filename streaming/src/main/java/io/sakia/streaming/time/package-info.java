/** Times, intervals and the clock that a stream runs by. */
@NullMarked
package io.sakia.streaming.time;

import org.jspecify.annotations.NullMarked;
