package io.sakia.embedded;

import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.disk.SegmentReader;
import java.util.Iterator;

/**
 * Records on disk, read frame by frame. Reading throws {@link io.sakia.embedded.disk.LostBlockException} when they can't be read any more,
 * before anything of the damaged frame was given.
 */
record DiskRecords(Segment segment) implements Block {
    @Override
    public int size() {
        return Math.toIntExact(segment.records());
    }

    @Override
    public void push(Attempt attempt, Link link) {
        try (SegmentReader reader = segment.read()) {
            while (reader.hasNext()) {
                attempt.checkStopped();
                link.push(reader.next());
            }
        }
    }

    @Override
    public Iterator<Object> iterator(Attempt attempt) {
        SegmentReader reader = segment.read();
        if (reader.left() == 0) {
            return reader;
        }
        Attempt.Resource open = reader::close;
        attempt.opened(open);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return reader.hasNext();
            }

            @Override
            public Object next() {
                attempt.checkStopped();
                Object record = reader.next();
                if (reader.left() == 0) {
                    attempt.closed(open);
                }
                return record;
            }
        };
    }
}
