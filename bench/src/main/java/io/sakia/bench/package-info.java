/** JMH benchmarks of the engine and of whole batches. */
@NullMarked
package io.sakia.bench;

import org.jspecify.annotations.NullMarked;
