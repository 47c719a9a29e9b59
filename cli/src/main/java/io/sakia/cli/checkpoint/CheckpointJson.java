package io.sakia.cli.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.checkpoint.CheckpointView;
import io.sakia.streaming.checkpoint.PastEpoch;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint holds, and what becomes of it, as JSON for other programs. The names of the fields stay; there may come more.
 *
 * <pre>
 *   {"folder": "/data/visits.checkpoint", "starts": false, "items": [{"kind": "state", "name": "visits", "fate": "MIGRATE", "lines": […]}]}
 * </pre>
 */
final class CheckpointJson {
    private final PrintStream out;

    CheckpointJson(PrintStream out) {
        this.out = out;
    }

    void print(CheckpointPlan plan, boolean starts) {
        write(json -> {
            json.writeStringField("folder", plan.folder());
            json.writeBooleanField("starts", starts);
            array(json, "items", plan.items(), item -> {
                json.writeStringField("kind", item.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("name", item.name());
                json.writeStringField("fate", item.fate().name());
                strings(json, "lines", item.lines());
            });
        });
    }

    void print(CheckpointView view, List<PastEpoch> epochs) {
        write(json -> {
            json.writeStringField("folder", view.folder());
            json.writeNumberField("generation", view.generation());
            json.writeNumberField("epoch", view.epoch());
            json.writeBooleanField("committed", view.committed());
            array(json, "replayable", epochs, epoch -> {
                json.writeNumberField("epoch", epoch.epoch());
                json.writeNumberField("firstBatch", epoch.first().id());
                json.writeNumberField("lastBatch", epoch.last().id());
            });
            array(json, "segments", view.segments(), segment -> {
                json.writeStringField("file", segment.file());
                json.writeNumberField("counted", segment.counted());
                json.writeNumberField("length", segment.length());
            });
            batches(json, "sealed", view.sealed());
            batches(json, "planned", view.planned());
            array(json, "sources", view.sources(), source -> {
                json.writeStringField("name", source.name());
                text(json, "planned", source.planned());
                text(json, "sealed", source.sealed());
            });
            array(json, "states", view.states(), state -> {
                json.writeStringField("name", state.name());
                json.writeNumberField("partitions", state.partitions());
                json.writeNumberField("keys", state.keys());
                json.writeNumberField("files", state.files());
                json.writeNumberField("bytes", state.bytes());
                json.writeNumberField("lastWhole", state.lastWhole());
                json.writeNumberField("lastEpoch", state.lastEpoch());
            });
            array(json, "kept", view.kept(), kept -> {
                json.writeStringField("operator", kept.operator());
                json.writeNumberField("firstBatch", kept.firstBatch());
                json.writeNumberField("lastBatch", kept.lastBatch());
                json.writeNumberField("files", kept.files());
            });
            array(json, "totals", view.totals(), total -> {
                json.writeStringField("name", total.name());
                json.writeStringField("value", total.value());
            });
            array(json, "staged", view.staged(), staged -> {
                json.writeStringField("sink", staged.sink());
                strings(json, "parts", staged.parts());
            });
        });
    }

    private static void batches(JsonGenerator json, String name, List<CheckpointView.Batch> batches)
            throws IOException {
        array(json, name, batches, batch -> {
            json.writeNumberField("id", batch.id());
            json.writeNumberField("time", batch.time());
            array(json, "shares", batch.shares(), share -> {
                json.writeStringField("source", share.source());
                strings(json, "ranges", share.ranges());
            });
        });
    }

    /** Writes the fields of an object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes the fields of one of several objects. */
    private interface FieldsOf<T> {
        void write(T item) throws IOException;
    }

    private void write(Fields fields) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
        out.println();
    }

    private static <T> void array(JsonGenerator json, String name, List<T> items, FieldsOf<T> fields)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T item : items) {
            json.writeStartObject();
            fields.write(item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, List<String> strings) throws IOException {
        json.writeArrayFieldStart(name);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, text);
        }
    }
}
