/** Receivers: sources whose records are pushed, by threads of their own, and wait in blocks for the next batch. */
@NullMarked
package io.sakia.streaming.receiver;

import org.jspecify.annotations.NullMarked;
