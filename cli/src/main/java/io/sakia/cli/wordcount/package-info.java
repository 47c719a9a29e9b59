/** Counts words: the program that shows what a stream is, and a tool that counts right. */
@NullMarked
package io.sakia.cli.wordcount;

import org.jspecify.annotations.NullMarked;
