/** Small complete programs, each one shown in the documentation. */
@NullMarked
package io.sakia.examples;

import org.jspecify.annotations.NullMarked;
