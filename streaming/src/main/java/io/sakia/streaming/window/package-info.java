/** Windows over event time, and over numbers of records: what they are and what comes out of them. */
@NullMarked
package io.sakia.streaming.window;

import org.jspecify.annotations.NullMarked;
