package io.sakia.streaming.graph;

import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.console.Console;

/**
 * What an output works with.
 *
 * @param context runs jobs
 * @param console where people read
 */
public record OutputScope(SakiaContext context, Console console) {}
