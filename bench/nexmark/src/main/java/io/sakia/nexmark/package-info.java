/** NEXMark on Sakia: the events of an auction house, the generator that makes them, and 23 queries over them. */
@NullMarked
package io.sakia.nexmark;

import org.jspecify.annotations.NullMarked;
