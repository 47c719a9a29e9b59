package io.sakia.streaming.keyed;

import java.io.Serializable;

/** A record that came too late, among what a step puts out. */
record LateRecord(Object record) implements Serializable {}
