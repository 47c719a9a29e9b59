package io.sakia.streaming.checkpoint;

import io.sakia.connector.FileStores;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.StoredText;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.log.LogView;
import io.sakia.streaming.state.StateChain;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the {@link CheckpointView} of a folder: values become texts by their stored shapes. */
final class Viewing {
    private static final int LONGEST = 200;

    private final String folder;
    private final FileStores stores;
    private final LogReader reader = new LogReader(Codecs.standard());
    private final Ledger ledger = new Ledger();

    Viewing(String folder, FileStores stores) {
        this.folder = folder;
        this.stores = stores;
    }

    CheckpointView view() throws IOException {
        LogView log = Checkpoint.view(folder, stores);
        for (LogRecord record : log.records()) {
            Checkpoint.read(folder, reader, record, ledger::take);
        }
        return new CheckpointView(
                folder,
                log.generation(),
                log.segments().stream()
                        .map(each -> new CheckpointView.Segment(each.file(), each.counted(), each.length()))
                        .toList(),
                ledger.epoch(),
                ledger.isCommitted(),
                batches(ledger.sealed()),
                batches(ledger.planned()),
                sources(),
                ledger.states().values().stream().map(Viewing::state).toList(),
                kept(),
                totals(),
                staged());
    }

    private List<CheckpointView.Batch> batches(List<LogEntry.Planned> entries) {
        List<CheckpointView.Batch> batches = new ArrayList<>();
        for (LogEntry.Planned entry : entries) {
            List<CheckpointView.Share> shares = new ArrayList<>();
            for (LogEntry.Share share : entry.shares()) {
                LogShapes.Source source = reader.shapes().sources().get(share.source());
                shares.add(new CheckpointView.Share(
                        share.source(), texts(source == null ? null : source.ranges(), share.ranges())));
            }
            batches.add(new CheckpointView.Batch(entry.batch(), entry.time(), shares));
        }
        return batches;
    }

    private List<CheckpointView.Source> sources() {
        Map<String, byte[]> planned = ledger.cursors();
        Set<String> names = new LinkedHashSet<>(reader.shapes().sources().keySet());
        names.addAll(planned.keySet());
        List<CheckpointView.Source> sources = new ArrayList<>();
        for (String name : names) {
            LogShapes.Source source = reader.shapes().sources().get(name);
            Shape cursor = source == null ? null : source.cursors();
            sources.add(new CheckpointView.Source(
                    name,
                    text(cursor, planned.get(name)),
                    text(cursor, ledger.acknowledged().get(name))));
        }
        return sources;
    }

    private static CheckpointView.State state(StoredOperator stored) {
        long keys = 0;
        long bytes = 0;
        long lastWhole = 0;
        long lastEpoch = 0;
        for (StateChain chain : stored.chains()) {
            keys += chain.increment().keys();
            for (StoredPart part : chain.parts()) {
                bytes += part.bytes();
                lastWhole = part.whole() ? Math.max(lastWhole, part.epoch()) : lastWhole;
                lastEpoch = Math.max(lastEpoch, part.epoch());
            }
        }
        return new CheckpointView.State(
                stored.operator(), stored.chains().size(), keys, stored.files().size(), bytes, lastWhole, lastEpoch);
    }

    private List<CheckpointView.Kept> kept() {
        Map<String, CheckpointView.Kept> byOperator = new LinkedHashMap<>();
        for (LogEntry.Kept each : ledger.kept()) {
            byOperator.merge(
                    each.operator(),
                    new CheckpointView.Kept(
                            each.operator(),
                            each.batch(),
                            each.batch(),
                            each.files().size()),
                    (all, next) -> new CheckpointView.Kept(
                            all.operator(), all.firstBatch(), next.lastBatch(), all.files() + next.files()));
        }
        return List.copyOf(byOperator.values());
    }

    private List<CheckpointView.Total> totals() {
        List<CheckpointView.Total> totals = new ArrayList<>();
        ledger.accumulators().forEach((name, bytes) -> totals.add(new CheckpointView.Total(name, total(bytes))));
        return totals;
    }

    private String total(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] == 0) {
            return "nothing yet";
        }
        byte[] value = new byte[bytes.length - 1];
        System.arraycopy(bytes, 1, value, 0, value.length);
        return String.valueOf(text(Shape.any(), value));
    }

    private List<CheckpointView.Staged> staged() {
        return ledger.outputs().stream()
                .map(output -> new CheckpointView.Staged(
                        output.output(), texts(reader.shapes().sinks().get(output.output()), output.staged())))
                .toList();
    }

    private List<String> texts(@Nullable Shape shape, List<byte[]> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(String.valueOf(text(shape, value))));
        return texts;
    }

    /** One value that can't be shown should not hide all others. */
    private @Nullable String text(@Nullable Shape shape, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        if (shape == null) {
            return value.length + " bytes";
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            return new StoredText(reader.shapes().shapes(), Codecs.standard(), LONGEST).of(shape, in);
        } catch (IOException e) {
            return value.length + " bytes (" + e.getMessage() + ")";
        }
    }
}
