@NullMarked
package io.sakia.hadoop.format;

import org.jspecify.annotations.NullMarked;
