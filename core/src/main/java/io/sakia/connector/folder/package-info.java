/** Output as folders of files, a file for each partition, that appear whole or not at all. */
@NullMarked
package io.sakia.connector.folder;

import org.jspecify.annotations.NullMarked;
