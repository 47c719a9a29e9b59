/** Columns of keys and values that keep numbers as their bits, for the tables of engines and states. */
@NullMarked
package io.sakia.column;

import org.jspecify.annotations.NullMarked;
