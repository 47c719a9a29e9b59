/** The work as programs on Sakia. */
@NullMarked
package io.sakia.bench.peers.sakia;

import org.jspecify.annotations.NullMarked;
