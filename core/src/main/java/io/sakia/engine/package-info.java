/** The service interface of engines: an engine runs jobs over plans, and nothing else. */
@NullMarked
package io.sakia.engine;

import org.jspecify.annotations.NullMarked;
