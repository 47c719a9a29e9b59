/** The operator tables and laws that every engine must pass. */
@NullMarked
package io.sakia.conformance;

import org.jspecify.annotations.NullMarked;
