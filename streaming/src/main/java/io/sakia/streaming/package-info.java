/** Streams as a sequence of small batches: contexts, DStreams, the batch loop, state and windows. */
@NullMarked
package io.sakia.streaming;

import org.jspecify.annotations.NullMarked;
