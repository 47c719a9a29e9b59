package io.sakia.testkit.disk;

/** What can be done to a {@link SimulatedDisk}, and made to fail there. */
public enum DiskOperation {
    /** A file is created, or a lock taken for the first time. */
    CREATE(true),
    /** A folder is created, on the way to a file. */
    CREATE_FOLDER(true),
    /** Bytes are appended to a file. */
    WRITE(true),
    /** A file is cut. */
    TRUNCATE(true),
    /** A file is synced. */
    SYNC(true),
    /** A file or folder is renamed. */
    RENAME(true),
    /** One file or one empty folder is deleted. */
    DELETE(true),
    /** A folder is synced. */
    SYNC_FOLDER(true),
    /** A file is opened for reading. */
    OPEN(false),
    /** Bytes are read. */
    READ(false),
    /** A folder is listed. */
    LIST(false),
    /** A path is looked for. */
    EXISTS(false);

    private final boolean counted;

    DiskOperation(boolean counted) {
        this.counted = counted;
    }

    /** Whether it is one of {@link SimulatedDisk#operations()}; reading is not, as a crash there is one before the next change. */
    public boolean isCounted() {
        return counted;
    }
}
