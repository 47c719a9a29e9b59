/** Contracts with the outside world: sources, sinks, codecs and file stores. A connector depends on nothing else. */
@NullMarked
package io.sakia.connector;

import org.jspecify.annotations.NullMarked;
