/** Lines of text as records: decoders for {@code map}, whose errors say what was expected and where in the line. */
@NullMarked
package io.sakia.formats;

import org.jspecify.annotations.NullMarked;
