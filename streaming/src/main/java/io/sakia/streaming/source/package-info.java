/** Built-in sources that plan their ranges themselves: queues, folders, files and a generator. */
@NullMarked
package io.sakia.streaming.source;

import org.jspecify.annotations.NullMarked;
