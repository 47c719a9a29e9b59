/** {@code sakia checkpoint}: looks into checkpoints, and tells what a new version of a program would make of one. */
@NullMarked
package io.sakia.cli.checkpoint;

import org.jspecify.annotations.NullMarked;
