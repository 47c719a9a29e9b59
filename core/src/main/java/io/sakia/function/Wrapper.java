package io.sakia.function;

/**
 * A function of Sakia's around one of the user's. Two of one class are as different as what they hold: an engine that knows functions by their
 * classes looks into it.
 */
public interface Wrapper {
    /** What is inside: the user's function, or another wrapper. */
    Object wrapped();
}
