/** The plan algebra: the few sealed node kinds to which every operation on an RDD reduces. */
@NullMarked
package io.sakia.plan;

import org.jspecify.annotations.NullMarked;
