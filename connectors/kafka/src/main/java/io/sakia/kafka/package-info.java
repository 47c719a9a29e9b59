/** Kafka: topics as sources of streams and RDDs, and as sinks that write each result exactly once. */
@NullMarked
package io.sakia.kafka;

import org.jspecify.annotations.NullMarked;
