package io.sakia.embedded.spill;

import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.disk.SegmentWriter;
import io.sakia.embedded.disk.SpillFile;
import io.sakia.embedded.disk.UnspillableException;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.SizeSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where one structure writes its segments: a file, and another one in the next folder when writing fails. Used by one thread. */
final class Area implements AutoCloseable {
    private static final int FRAME = 32 << 10;

    private final Workspace space;
    private final List<SpillFile> files = new ArrayList<>(1);
    private @Nullable SpillFile current;

    Area(Workspace space) {
        this.space = space;
    }

    /**
     * Writes records.
     *
     * @param records gives them, from the first one at each call: once for each folder that fails
     * @return null if there is one that can't be written
     * @throws UncheckedIOException when no folder is left; the message says what to do
     */
    @Nullable
    Segment tryWrite(Supplier<Iterator<Object>> records, Scope scope) {
        while (true) {
            SpillFile file = file();
            try (SegmentWriter writer = file.write(FRAME)) {
                for (Iterator<Object> iterator = records.get(); iterator.hasNext(); ) {
                    scope.checkStopped();
                    writer.write(iterator.next());
                }
                return writer.finish();
            } catch (UnspillableException e) {
                space.warn(e);
                return null;
            } catch (IOException e) {
                // The folder was noted as broken, and is not given again.
                current = null;
            }
        }
    }

    /** Writes records, or keeps them in memory by force if one of them can't be written. */
    Part write(Supplier<Iterator<Object>> records, Scope scope) {
        Segment segment = tryWrite(records, scope);
        if (segment != null) {
            return new Part(segment);
        }
        Pile pile = new Pile(new Object[8], 0);
        SizeSample sample = new SizeSample();
        Claim claim = space.claim();
        try {
            for (Iterator<Object> iterator = records.get(); iterator.hasNext(); ) {
                scope.checkStopped();
                Object record = iterator.next();
                pile.add(record);
                if (sample.add(record)) {
                    claim.force(Math.max(0, sample.bytes() - claim.bytes()));
                }
            }
            return new Part(pile, claim);
        } catch (Throwable e) {
            claim.close();
            throw e;
        }
    }

    /** Deletes what was written, as soon as nobody reads it. */
    @Override
    public void close() {
        files.forEach(SpillFile::close);
        files.clear();
        current = null;
    }

    private SpillFile file() {
        SpillFile file = current;
        if (file == null) {
            try {
                file = space.folders().create();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            files.add(file);
            current = file;
        }
        return file;
    }
}
