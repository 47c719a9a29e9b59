package io.sakia.streaming.keyed;

import java.io.Serializable;

/**
 * A state whose key times out.
 *
 * @param state the state; nobody else has a reference to it
 * @param at the {@linkplain io.sakia.streaming.graph.Batch#runningTime running time} of the last batch that brought the key
 */
record Touched<S>(S state, long at) implements Serializable {}
