/** The work as programs on Hazelcast Jet. */
@NullMarked
package io.sakia.bench.peers.jet;

import org.jspecify.annotations.NullMarked;
