/** Text files: ranges of lines, read in tasks, and folders of parts, written in tasks and published at once. */
@NullMarked
package io.sakia.connector.text;

import org.jspecify.annotations.NullMarked;
