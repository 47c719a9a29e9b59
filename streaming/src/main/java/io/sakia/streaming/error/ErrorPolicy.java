package io.sakia.streaming.error;

import java.io.Serializable;

/**
 * What an operator does with a record on which its function fails.
 *
 * <pre>{@code
 * lines.map(Click::parse).onError(deadLetter())                             // kept, and the stream goes on
 * lines.map(Click::parse).onError(skip().atMost(0.05).over(10_000))         // left out, 5 % at most
 * lines.map(Click::parse).onError(fail())                                   // ends the stream: the default
 * }</pre>
 *
 * <p>A stream that rejects nearly everything is broken, not unlucky: it ends, with the reason. That is so when of the last {@code over} records
 * that the operator's inputs read more than the part {@code atMost} was rejected, looked at after each batch, or when one batch has more rejected
 * records than {@code atMostPerBatch}. By default that is half of the last {@value #OVER} or more, and for dead letters, which are held in memory
 * until their batch ends, {@value #PER_BATCH} in a batch.
 *
 * @param kind what is done
 * @param atMost the part of records that may be rejected, from 0 to 1
 * @param over of how many records at least that is the part
 * @param atMostPerBatch how many records of one batch may be rejected
 */
public record ErrorPolicy(Kind kind, double atMost, long over, long atMostPerBatch) implements Serializable {
    private static final double HALF = 0.5;
    private static final long OVER = 1_000;
    private static final long PER_BATCH = 100_000;

    /** What can be done with a record. */
    public enum Kind {
        /** The batch fails, and the stream ends. */
        FAIL,
        /** The record is left out and counted. */
        SKIP,
        /** The record is left out and becomes a {@link DeadLetter}. */
        DEAD_LETTER
    }

    /** Refuses limits that mean nothing. */
    public ErrorPolicy {
        if (!(atMost >= 0 && atMost <= 1)) {
            throw new IllegalArgumentException(
                    "atMost is a part of the records, from 0 to 1, not " + atMost + ": 5 % is 0.05");
        }
        if (over < 1) {
            throw new IllegalArgumentException("a part is looked at over 1 record at least, not over " + over);
        }
        if (atMostPerBatch < 0) {
            throw new IllegalArgumentException("a batch can't have " + atMostPerBatch + " rejected records at most");
        }
    }

    /** The batch fails, and with it the stream: what operators do where nothing else is said. */
    public static ErrorPolicy fail() {
        return new ErrorPolicy(Kind.FAIL, 0, 1, 0);
    }

    /** The record is left out; it is counted, and that is all. */
    public static ErrorPolicy skip() {
        return new ErrorPolicy(Kind.SKIP, HALF, OVER, Long.MAX_VALUE);
    }

    /** The record is left out and becomes a dead letter: see {@code StreamingContext.deadLetters}. */
    public static ErrorPolicy deadLetter() {
        return new ErrorPolicy(Kind.DEAD_LETTER, HALF, OVER, PER_BATCH);
    }

    /** The same, ending the stream when more than this part of the records is rejected: 0.05 for 5 %, 1 for no such limit. */
    public ErrorPolicy atMost(double part) {
        return new ErrorPolicy(kind, part, over, atMostPerBatch);
    }

    /** The same, looking at the part of so many records, the last ones, or more if one batch has more. */
    public ErrorPolicy over(long records) {
        return new ErrorPolicy(kind, atMost, records, atMostPerBatch);
    }

    /** The same, ending the stream when one batch has more rejected records. */
    public ErrorPolicy atMostPerBatch(long records) {
        return new ErrorPolicy(kind, atMost, over, records);
    }

    /** What is done, for people: {@code "skips"} or {@code "dead letters"}; nothing where the batch fails. */
    public String note() {
        return switch (kind) {
            case FAIL -> "";
            case SKIP -> "skips bad records";
            case DEAD_LETTER -> "bad records are dead letters";
        };
    }
}
