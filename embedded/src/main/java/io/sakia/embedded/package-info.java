/** The engine that runs plans on the threads of one JVM. */
@NullMarked
package io.sakia.embedded;

import org.jspecify.annotations.NullMarked;
