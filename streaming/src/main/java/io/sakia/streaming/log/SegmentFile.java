package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a segment: {@code log/0000000007.log} is number 7 of the folder {@code log}.
 *
 * @param folder the log's folder, relative to the store's root
 * @param number from 1
 */
record SegmentFile(String folder, long number) {
    private static final Pattern NAME = Pattern.compile("([0-9]{10,18})\\.log");

    String path() {
        String name = String.format(Locale.ROOT, "%010d.log", number);
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** For messages: with the store's root. */
    String describe(FileStore store) {
        return store.root() + "/" + path();
    }

    /** The segments of a folder, in order; other files are not looked at. */
    static List<SegmentFile> list(FileStore store, String folder) throws IOException {
        List<SegmentFile> segments = new ArrayList<>();
        for (FileStore.Entry entry : store.list(folder)) {
            Matcher name = NAME.matcher(entry.path().substring(entry.path().lastIndexOf('/') + 1));
            if (name.matches()) {
                SegmentFile segment = new SegmentFile(folder, Long.parseLong(name.group(1)));
                if (segment.number > 0 && segment.path().equals(entry.path())) {
                    segments.add(segment);
                }
            }
        }
        segments.sort(Comparator.comparingLong(SegmentFile::number));
        return segments;
    }
}
