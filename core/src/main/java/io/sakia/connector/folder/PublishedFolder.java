package io.sakia.connector.folder;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.Published;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.OptionalInt;

/** The folder that a {@link FolderSink} has published of a batch. */
record PublishedFolder<T>(String place, FileStores stores, PartFormat<T> format) implements Published<T> {
    @Override
    public OptionalInt parts() throws IOException {
        FileStore store = stores.open(place);
        if (!store.exists("_SUCCESS")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) store.list("").stream()
                .filter(file -> file.path().startsWith("part-"))
                .count());
    }

    @Override
    public String part(int partition) {
        return FolderSink.part(partition) + format.extension();
    }

    @Override
    public InputStream open(int partition) throws IOException {
        return format.content(stores.open(place).open(part(partition), 0));
    }

    @Override
    public void write(Iterator<? extends T> records, OutputStream out) throws IOException {
        try (PartFormat.RecordWriter<T> writer = format.plain().open(out)) {
            while (records.hasNext()) {
                writer.write(records.next());
            }
        }
    }

    @Override
    public boolean isText() {
        return format.isText();
    }
}
