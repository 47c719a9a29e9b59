/** A stream that gets ten times what it can bear, and a sink that hangs. */
@NullMarked
package io.sakia.bench.overload;

import org.jspecify.annotations.NullMarked;
