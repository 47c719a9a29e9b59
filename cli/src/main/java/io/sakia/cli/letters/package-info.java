/** {@code sakia deadletters}: what operators have rejected, and asking for it again. */
@NullMarked
package io.sakia.cli.letters;

import org.jspecify.annotations.NullMarked;
