package io.sakia.bench.peers.work;

import java.io.Serializable;

/** A number for a key. */
public record Event(long key, long value) implements Serializable {}
