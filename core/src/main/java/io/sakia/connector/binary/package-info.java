/** Files as bytes: whole, or cut into records of one length. */
@NullMarked
package io.sakia.connector.binary;

import org.jspecify.annotations.NullMarked;
