@NullMarked
package io.sakia.hadoop;

import org.jspecify.annotations.NullMarked;
