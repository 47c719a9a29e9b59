/** The graph of a program's operators: what each batch computes, before any engine sees it. */
@NullMarked
package io.sakia.streaming.graph;

import org.jspecify.annotations.NullMarked;
