/** Random programs over pairs, and plain lists that say what they give. */
@NullMarked
package io.sakia.conformance.program;

import org.jspecify.annotations.NullMarked;
