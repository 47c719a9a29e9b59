package io.sakia.testkit.disk;

/** A name in a folder; the folder is told by what it is, not by where it lies. */
record DiskName(DiskFolder folder, String name) {}
