/** What streams and their context do. */
@NullMarked
package io.sakia.conformance.stream;

import org.jspecify.annotations.NullMarked;
