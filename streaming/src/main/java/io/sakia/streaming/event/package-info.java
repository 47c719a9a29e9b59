/** What a running stream tells its listeners. */
@NullMarked
package io.sakia.streaming.event;

import org.jspecify.annotations.NullMarked;
