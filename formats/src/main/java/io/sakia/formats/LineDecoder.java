package io.sakia.formats;

import io.sakia.function.Function;
import io.sakia.function.SharedInTasks;

/**
 * Reads a line of text as a value, in {@code map}. It holds settings only, so all tasks share it.
 *
 * <pre>{@code
 * DStream<Click> clicks = lines.map(Csv.of(Click.class)).onError(deadLetter());
 * }</pre>
 *
 * @param <T> what a line is read as
 */
public interface LineDecoder<T> extends Function<String, T>, SharedInTasks {
    /**
     * Reads a line.
     *
     * @throws DecodingException if it is not as expected; the message says where and what stands there
     */
    @Override
    T call(String line);
}
