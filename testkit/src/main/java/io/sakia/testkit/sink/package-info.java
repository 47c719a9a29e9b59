/** The kit that takes a sink through every crash. */
@NullMarked
package io.sakia.testkit.sink;

import org.jspecify.annotations.NullMarked;
