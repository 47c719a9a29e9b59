/** Runs past batches again, and finds the first one of a kind. */
@NullMarked
package io.sakia.cli.replay;

import org.jspecify.annotations.NullMarked;
