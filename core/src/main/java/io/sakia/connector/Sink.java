package io.sakia.connector;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A place for results, written in tasks and published by the driver, once per epoch.
 *
 * <pre>
 *   task                         driver, at the epoch's end
 *   writer.write … stage() ──►   staged outputs of the accepted tasks ──► publish(epoch, staged)
 *   writer.abort() on failure    staged output that no accepted task named is removed by discard(…)
 * </pre>
 *
 * Publishing is repeatable: after a crash the same epoch is published again with the same staged outputs, and the effect
 * must be the same as once.
 *
 * @param <T> the records
 * @param <S> what a task hands to the driver about its staged output: a record of types that a {@link Codec} knows
 */
public interface Sink<T, S extends Sink.Staged> {
    /** Where it goes, for people and as the default name: {@code "text files under /data/out"}. */
    String description();

    /** The half that runs in tasks. */
    WriterFactory<T, S> writers();

    /**
     * The class of what names staged output, which is kept in the batch log: a record of types that {@code Codecs.standard()} knows. What is declared as {@code Object}
     * in it, or by a type parameter, must be of those or registered.
     */
    Class<? extends Staged> stagedType();

    /**
     * Where a batch stands once it is published, for tools that run it again and compare; empty if it can't be found or read back there.
     *
     * @param batch the batch id
     * @param time the batch's time in milliseconds since 1970
     */
    default Optional<Published<T>> published(long batch, long time) {
        return Optional.empty();
    }

    /**
     * The same sink in a stream that has a checkpoint, where it may stage files and keep what it must know in later runs. Asked for once per run, before {@link
     * #open} and {@link #writers}, which are then called on what it gives. By default a sink needs no such place.
     */
    default Sink<T, S> stagingIn(Staging staging) {
        return this;
    }

    /** Opens the driver's half, once per run. */
    Publisher<S> open() throws Exception;

    /** Opens writers inside tasks; it travels to executors. */
    @FunctionalInterface
    interface WriterFactory<T, S extends Staged> extends Serializable {
        /** Opens a writer for one attempt of one task. */
        Writer<T, S> open(Target target) throws Exception;
    }

    /**
     * What a writer writes for.
     *
     * @param sink the sink's name in the program
     * @param batch the batch id
     * @param time the batch's time in milliseconds since 1970
     * @param partition the partition, from 0
     * @param attempt a number that differs between attempts at the same partition
     */
    record Target(String sink, long batch, long time, int partition, long attempt) implements Serializable {}

    /** Names the staged output of one succeeded task. */
    interface Staged extends Serializable {}

    /** Writes one partition of one batch where nobody sees it yet; used on one task's thread. */
    interface Writer<T, S extends Staged> extends AutoCloseable {
        /** Writes one record. */
        void write(T record) throws Exception;

        /** Ends the writing and names what was written; called once, last before {@link #close}. */
        S stage() throws Exception;

        /** Removes what was written, after a failure; never throws for want of something to remove. */
        void abort() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /** The driver's half of an open sink. One of its methods runs at a time; meanwhile tasks may write what belongs to later epochs. */
    interface Publisher<S extends Staged> extends AutoCloseable {
        /** Makes an epoch's staged outputs visible, in their order; repeating it changes nothing. */
        void publish(long epoch, List<S> staged) throws Exception;

        /** Removes staged outputs that will never be published. */
        void discard(List<S> staged) throws Exception;

        @Override
        default void close() throws IOException {}
    }
}
