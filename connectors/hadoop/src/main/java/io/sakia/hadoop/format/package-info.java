/** Files of Avro, Parquet and Hadoop's sequence files, on any file system. */
@NullMarked
package io.sakia.hadoop.format;

import org.jspecify.annotations.NullMarked;
