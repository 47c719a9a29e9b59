/** What is refused, with which words. */
@NullMarked
package io.sakia.conformance.use;

import org.jspecify.annotations.NullMarked;
