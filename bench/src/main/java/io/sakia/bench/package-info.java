/** Benchmarks of whole batches and of the command line, each run by {@code bench/run}. */
@NullMarked
package io.sakia.bench;

import org.jspecify.annotations.NullMarked;
