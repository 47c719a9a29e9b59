package io.sakia.cli.program;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamProgram;

/** A program that comes with the command line, once its options are read. */
public interface BuiltIn {
    /** The program. */
    StreamProgram program();

    /** Its settings. */
    SakiaConf conf();
}
