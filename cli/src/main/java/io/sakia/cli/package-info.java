/** The command line's front door, started by {@code bin/sakia}. */
@NullMarked
package io.sakia.cli;

import org.jspecify.annotations.NullMarked;
