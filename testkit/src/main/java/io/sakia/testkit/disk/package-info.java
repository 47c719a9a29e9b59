/** A disk in memory that crashes, tears and forgets as a real one may, for tests of what must survive that. */
@NullMarked
package io.sakia.testkit.disk;

import org.jspecify.annotations.NullMarked;
