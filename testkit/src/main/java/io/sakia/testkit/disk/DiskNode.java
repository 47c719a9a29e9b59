package io.sakia.testkit.disk;

/** What a name in a folder stands for. It stays the same through renames. */
abstract sealed class DiskNode permits DiskFile, DiskFolder {}
