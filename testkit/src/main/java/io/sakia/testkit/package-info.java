/** What a test of a stream program needs: a clock moved by hand, sources and sinks in memory. */
@NullMarked
package io.sakia.testkit;

import org.jspecify.annotations.NullMarked;
