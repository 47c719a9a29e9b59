package io.sakia.hadoop;

import io.sakia.connector.FileStore;
import io.sakia.testkit.disk.FileStoreContract;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Hdfs.class)
class HadoopFileStoreTest extends FileStoreContract {
    private final String folder = Hdfs.path("/contract/" + UUID.randomUUID());

    @Override
    protected FileStore store() throws IOException {
        return Hdfs.stores().open(folder);
    }
}
