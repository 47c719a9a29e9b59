/** Runs Sakia, hand-written loops and other systems on the same work, each in a JVM of its own, in turns. */
@NullMarked
package io.sakia.bench.peers;

import org.jspecify.annotations.NullMarked;
