/** The work that all systems do: records by their number, what must come out, and how a system is told to go on. Knows no system. */
@NullMarked
package io.sakia.bench.peers.work;

import org.jspecify.annotations.NullMarked;
