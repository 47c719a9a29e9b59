package io.sakia.streaming.keyed;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.connector.EventTime;
import io.sakia.connector.codec.Codecs;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the records of two streams that have one key and are close in time. Each record waits, in the order of times, for as long as others may
 * come that belong to it; a pair comes out with the later of the two.
 *
 * <pre>
 *   before 2, after 3      left at 10 meets right ones from 8 to 13, and is over when the watermark is 14
 *                          right at 10 meets left ones from 7 to 12, and is over when the watermark is 13
 * </pre>
 *
 * A record that would be over already when it comes is late.
 *
 * @param late counts late records
 */
record JoinInTime<K>(
        long before,
        long after,
        TaskFunction<EventTime.Millis<Object>> leftTime,
        TaskFunction<EventTime.Millis<Object>> rightTime,
        boolean keepsLeft,
        boolean keepsRight,
        Accumulator<Long, Long> late)
        implements StateFunction<K, Sided, JoinSides, Object> {
    @Override
    public String note() {
        return "from " + Durations.text(Duration.ofMillis(before)) + " before to "
                + Durations.text(Duration.ofMillis(after)) + " after";
    }

    @Override
    public StateCodec<K, JoinSides> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), new JoinSidesFormat(StateFormat.any(codecs)));
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, JoinSides> opening, RecordColumns<Object> out)
            throws Exception {
        EventTime.Millis<Object> leftTimes = leftTime.get();
        EventTime.Millis<Object> rightTimes = rightTime.get();
        Map<K, JoinSides> touched = new LinkedHashMap<>();
        return new TimedRun<K, Sided, JoinSides>(this, scope, opening.session()) {
            @Override
            void take(K key, Sided sided) throws Exception {
                Object record = sided.record();
                long time = EventMillis.inRange((sided.isLeft() ? leftTimes : rightTimes).of(record), record);
                if (time + (sided.isLeft() ? after : before) + 1
                        <= scope.watermarks().before()) {
                    late.add(1L);
                    out.add(new LateRecord(sided));
                    return;
                }
                JoinSides sides = touched.get(key);
                if (sides == null) {
                    scope.types().require(key);
                    JoinSides kept = timed().get(key);
                    sides = kept == null ? JoinSides.empty() : kept.copy();
                    touched.put(key, sides);
                }
                if (sided.isLeft()) {
                    boolean met = meet(key, record, true, sides.right(), time - before, time + after);
                    sides.left().add(time, record, met);
                } else {
                    boolean met = meet(key, record, false, sides.left(), time - after, time + before);
                    sides.right().add(time, record, met);
                }
            }

            /** Puts a record together with those of the other side from one time to another. */
            private boolean meet(K key, Object record, boolean isLeft, JoinSide others, long from, long to) {
                int end = others.from(to + 1);
                int place = others.from(from);
                boolean met = place < end;
                for (; place < end; place++) {
                    others.match(place);
                    Object other = others.record(place);
                    out.add(isLeft ? joined(key, record, other) : joined(key, other, record));
                }
                return met;
            }

            private Object joined(K key, Object left, Object right) {
                return Pair.of(
                        key, Pair.of(keepsRight ? Optional.of(left) : left, keepsLeft ? Optional.of(right) : right));
            }

            @Override
            void finish() throws Exception {
                for (Map.Entry<K, JoinSides> each : touched.entrySet()) {
                    keep(each.getKey(), each.getValue());
                }
                touched.clear();
            }

            @Override
            void onEvent(K key, JoinSides kept) throws Exception {
                long now = kept.eventDue();
                JoinSides sides = kept.copy();
                int leftOver = sides.left().from(now - after);
                for (int place = 0; keepsLeft && place < leftOver; place++) {
                    if (!sides.left().isMatched(place)) {
                        Object left = sides.left().record(place);
                        out.add(Pair.of(key, Pair.of(keepsRight ? Optional.of(left) : left, Optional.empty())));
                    }
                }
                int rightOver = sides.right().from(now - before);
                for (int place = 0; keepsRight && place < rightOver; place++) {
                    if (!sides.right().isMatched(place)) {
                        Object right = sides.right().record(place);
                        out.add(Pair.of(key, Pair.of(Optional.empty(), keepsLeft ? Optional.of(right) : right)));
                    }
                }
                sides.left().removeFirst(leftOver);
                sides.right().removeFirst(rightOver);
                keep(key, sides);
            }

            @Override
            void onRunning(K key, JoinSides kept) {
                throw new IllegalStateException("nothing waits for the clock");
            }

            private void keep(K key, JoinSides sides) throws Exception {
                if (sides.isEmpty()) {
                    timed().remove(key);
                } else {
                    timed().put(key, sides.scheduled(before, after));
                }
            }
        };
    }
}
