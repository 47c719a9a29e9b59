package io.sakia.streaming.event;

import io.sakia.connector.Source;
import io.sakia.streaming.error.Rejection;
import io.sakia.streaming.time.Time;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one batch.
 *
 * @param id the batch id, from 1
 * @param time the batch's time
 * @param schedulingDelay from the batch's time to its start, in milliseconds
 * @param processingDelay from its start to its end, in milliseconds; 0 while it runs
 * @param sources what was read
 * @param states what is kept by stateful operators
 * @param outputs what was put out
 * @param rejections how many records operators have rejected, where they have
 * @param eventTimes how far event time has come
 */
public record BatchInfo(
        long id,
        Time time,
        long schedulingDelay,
        long processingDelay,
        List<SourceInfo> sources,
        List<StateInfo> states,
        List<OutputInfo> outputs,
        List<Rejection> rejections,
        List<EventTimeInfo> eventTimes) {
    /** Copies the lists. */
    public BatchInfo {
        sources = List.copyOf(sources);
        states = List.copyOf(states);
        outputs = List.copyOf(outputs);
        rejections = List.copyOf(rejections);
        eventTimes = List.copyOf(eventTimes);
    }

    /** From the batch's time to its end, in milliseconds. */
    public long totalDelay() {
        return schedulingDelay + processingDelay;
    }

    /** How many records were rejected. */
    public long rejected() {
        return rejections.stream().mapToLong(Rejection::records).sum();
    }

    /** How many records all sources gave. */
    public long records() {
        return sources.stream().mapToLong(SourceInfo::records).sum();
    }

    /**
     * What a source gave to a batch.
     *
     * @param name the source's name
     * @param ranges how many ranges
     * @param records how many records were planned, or were read where planning can't tell
     * @param limit how many records it might have given, as near as it can tell; the largest long for any number
     * @param partitions how far its partitions have been planned and what waits in them, by their names, where it can tell
     */
    public record SourceInfo(
            String name, int ranges, long records, long limit, Map<String, Source.Progress> partitions) {
        /** Puts the partitions in the order of their names. */
        public SourceInfo {
            partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
        }

        /** Of a source that does not tell of partitions. */
        public SourceInfo(String name, int ranges, long records, long limit) {
            this(name, ranges, records, limit, Map.of());
        }

        /** How many records are known to wait in all partitions. */
        public long lag() {
            return partitions.values().stream().mapToLong(Source.Progress::lag).sum();
        }

        /** Whether it gave about all that it might, so that more may have waited. */
        public boolean heldBack() {
            return records >= limit - limit / 10;
        }
    }

    /**
     * What a stateful operator keeps.
     *
     * @param name the operator's name
     * @param keys how many keys have a state
     * @param touched how many keys the batch touched
     */
    public record StateInfo(String name, long keys, long touched) {}

    /**
     * How far the event time of a stream has come.
     *
     * @param name the name under which it is followed: that of the source or of the stream that tells it
     * @param watermark in milliseconds since 1970: nothing older is expected; the smallest long while nothing is known, the largest when all has ended
     */
    public record EventTimeInfo(String name, long watermark) {}

    /**
     * What an output did.
     *
     * @param name the output's name
     * @param delay how long it took, in milliseconds
     */
    public record OutputInfo(String name, long delay) {}
}
