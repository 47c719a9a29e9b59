package io.sakia.streaming.keyed;

import io.sakia.connector.EventTime;

/**
 * Which records of two streams belong together in time: a right one that is at most {@code before} earlier and at most {@code after} later than a left
 * one, in milliseconds.
 *
 * @param leftTime gives a left record's time
 * @param rightTime gives a right record's time
 * @param keepsLeft whether a left record without any right one comes out too
 * @param keepsRight the other way round
 */
public record JoinBounds<T, U>(
        long before,
        long after,
        EventTime.Millis<T> leftTime,
        EventTime.Millis<U> rightTime,
        boolean keepsLeft,
        boolean keepsRight) {}
