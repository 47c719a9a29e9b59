/** What becomes of records on which a user's function fails: policies, dead letters, and the counting of both. */
@NullMarked
package io.sakia.streaming.error;

import org.jspecify.annotations.NullMarked;
