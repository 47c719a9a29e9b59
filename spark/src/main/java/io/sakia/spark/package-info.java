/** The engine that runs plans as Apache Spark RDDs. */
@NullMarked
package io.sakia.spark;

import org.jspecify.annotations.NullMarked;
