/** The work as programs on Apache Flink. */
@NullMarked
package io.sakia.bench.peers.flink;

import org.jspecify.annotations.NullMarked;
