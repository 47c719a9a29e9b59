/** What a person sees in a terminal: printed batches and a line of progress. */
@NullMarked
package io.sakia.streaming.console;

import org.jspecify.annotations.NullMarked;
