/** What RDDs and their context do. */
@NullMarked
package io.sakia.conformance.rdd;

import org.jspecify.annotations.NullMarked;
