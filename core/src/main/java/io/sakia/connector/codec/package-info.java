/** The codecs of the types that programs store: primitives, text, records, enums, collections, and what a program registers. */
@NullMarked
package io.sakia.connector.codec;

import org.jspecify.annotations.NullMarked;
