/** HDFS and every other Hadoop file system: checkpoints, file sources and file sinks on them. */
@NullMarked
package io.sakia.hadoop;

import org.jspecify.annotations.NullMarked;
