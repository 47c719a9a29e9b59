package io.sakia.testkit.disk;

import io.sakia.connector.FileStore;

class SimulatedStoreTest extends FileStoreContract {
    private final SimulatedDisk disk = new SimulatedDisk();

    @Override
    protected FileStore store() {
        return disk.store("/data/root");
    }
}
