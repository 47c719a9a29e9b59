package io.sakia.streaming;

/**
 * Where the function of {@link DStream#process process} sends its records: any number to the main stream and to each side output. It is used
 * on the task's thread, while the function runs.
 *
 * @param <R> the records of the main stream
 */
public interface Emitter<R> {
    /** Sends a record to the main stream. */
    void emit(R record);

    /**
     * Sends a record to a side output.
     *
     * @throws IllegalArgumentException when {@code process} was not given this tag
     */
    <S> void emit(OutputTag<S> tag, S record);
}
