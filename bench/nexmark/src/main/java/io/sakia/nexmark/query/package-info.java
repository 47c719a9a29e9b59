/** The queries of NEXMark, a class for each, and what their models in the tests are held against. */
@NullMarked
package io.sakia.nexmark.query;

import org.jspecify.annotations.NullMarked;
