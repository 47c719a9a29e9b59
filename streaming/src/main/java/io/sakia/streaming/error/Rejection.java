package io.sakia.streaming.error;

/**
 * How many records an operator has rejected in a batch.
 *
 * @param operator the operator's name, or its operation and place where it has none
 * @param kind what became of them
 * @param records how many
 */
public record Rejection(String operator, ErrorPolicy.Kind kind, long records) {}
