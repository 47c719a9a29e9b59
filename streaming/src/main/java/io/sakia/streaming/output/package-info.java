/** What a program does with its streams: print, call a function, write to a sink. */
@NullMarked
package io.sakia.streaming.output;

import org.jspecify.annotations.NullMarked;
