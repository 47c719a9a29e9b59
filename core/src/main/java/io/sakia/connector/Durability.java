package io.sakia.connector;

/**
 * What stored bytes survive once they are said to be stored.
 *
 * <pre>{@code if (durability == Durability.POWER) output.sync();}</pre>
 */
public enum Durability {
    /** The end of the process at any instruction, and a loss of power: files and folders are synced. */
    POWER,
    /** The end of the process at any instruction, as by {@code kill -9}; not a loss of power. Nothing is synced. */
    PROCESS
}
