/** Records of any type that a codec knows, in files of Sakia's own format. */
@NullMarked
package io.sakia.connector.object;

import org.jspecify.annotations.NullMarked;
