/** Loops for two threads, written by hand for one kind of work each: what the machine can do. */
@NullMarked
package io.sakia.bench.peers.limit;

import org.jspecify.annotations.NullMarked;
