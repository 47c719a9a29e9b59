package io.sakia.function;

/** Marks objects that are made to be captured: all tasks of an executor share them instead of getting copies. */
public interface SharedInTasks {}
