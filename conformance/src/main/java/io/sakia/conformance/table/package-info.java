/** How a case of behaviour is written down: tables of input and expected output, and scenarios for what no table can say. */
@NullMarked
package io.sakia.conformance.table;

import org.jspecify.annotations.NullMarked;
