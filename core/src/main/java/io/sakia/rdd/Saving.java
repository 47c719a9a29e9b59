package io.sakia.rdd;

import io.sakia.connector.folder.FolderPublisher;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.PartFormat;
import io.sakia.connector.folder.StagedFile;
import io.sakia.engine.SinkAction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes an RDD to a folder that must not exist, and appears whole. */
final class Saving {
    private Saving() {}

    static <T> void to(String path, SakiaContext context, Origin origin, Plan<T> plan, PartFormat<T> format) {
        FolderSink<T> sink = new FolderSink<>(format, new OutputFolder.Fixed(path), context.fileStores(path));
        try (FolderPublisher publisher = sink.open()) {
            publisher.requireFree();
            List<StagedFile> staged =
                    context.run(origin, plan, SinkAction.write(sink.writers(), origin.operation(), 0, 0));
            publisher.publish(0, staged);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
