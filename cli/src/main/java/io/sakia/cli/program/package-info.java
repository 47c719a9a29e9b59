/** Programs that commands look at or run again: found by the name of a class, or one of those that are built in. */
@NullMarked
package io.sakia.cli.program;

import org.jspecify.annotations.NullMarked;
