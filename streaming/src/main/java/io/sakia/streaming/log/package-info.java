/**
 * Logs of records in numbered segments: one writer at a time, who is the newest; what was synced is read again, in order.
 *
 * <p>It knows files and bytes only. {@link io.sakia.streaming.log.SegmentLog} is the way in.
 */
@NullMarked
package io.sakia.streaming.log;

import org.jspecify.annotations.NullMarked;
