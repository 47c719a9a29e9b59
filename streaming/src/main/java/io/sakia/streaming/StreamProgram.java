package io.sakia.streaming;

/**
 * A program: it defines streams on a context and does not start it. Whoever holds a program can run it, test it with other sources, or
 * look at its graph.
 *
 * <pre>{@code
 * public static void main(String[] args) { Sakia.run(WordCount::define, args); }
 * }</pre>
 */
@FunctionalInterface
public interface StreamProgram {
    /** Defines streams and outputs. */
    void define(StreamingContext ssc) throws Exception;
}
