package io.sakia.streaming.log;

/**
 * A segment that was there when a log was opened.
 *
 * @param number the segment's number
 * @param begun whether its writer got as far as a durable base; the segment of a start that ended before that counts nothing
 * @param counted up to which byte it counts; what stands behind that was torn, never synced, or appended by a writer that another had
 *     taken over from
 */
public record OlderSegment(long number, boolean begun, long counted) {}
