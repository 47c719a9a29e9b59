package io.sakia.conformance.crash;

import io.sakia.connector.FileStore;
import io.sakia.streaming.error.LetterFolder;
import io.sakia.streaming.error.StoredLetter;
import io.sakia.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a program has put out.
 *
 * @param files the lines of each file that everybody sees
 */
record Output(Map<String, List<String>> files) {
    /** How outputs are compared. */
    enum View {
        /** File by file and line by line. */
        FILES,
        /** Batch by batch, without the order of lines. */
        BATCHES,
        /** What came out at a time, in whatever batch. */
        TIMES
    }

    /** What everybody sees below /out, and the dead letters that are kept. */
    static Output of(SimulatedDisk disk) {
        Map<String, List<String>> files = new TreeMap<>();
        FileStore out = disk.store("/out");
        try {
            for (FileStore.Entry file : out.list("")) {
                if (!file.path().startsWith(".") && !file.path().contains("/.")) {
                    byte[] bytes = out.open(file.path(), 0).readAllBytes();
                    files.put(
                            file.path(),
                            new String(bytes, StandardCharsets.UTF_8).lines().toList());
                }
            }
            for (StoredLetter letter :
                    LetterFolder.of("/checkpoint", disk.stores()).letters()) {
                files.computeIfAbsent("kept letters/t-" + letter.time() + "/kept", path -> new ArrayList<>())
                        .add(letter.operator() + " " + letter.record() + " " + letter.message());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Output(files);
    }

    Output with(Map<String, Long> figures) {
        Map<String, List<String>> all = new TreeMap<>(files);
        figures.forEach((name, value) -> all.put("/" + name, List.of(String.valueOf(value))));
        return new Output(all);
    }

    /** The lines of a sink's batches, by their times. */
    Map<Long, List<String>> batches(String sink) {
        Map<Long, List<String>> batches = new TreeMap<>();
        as(View.TIMES, false).files.forEach((path, lines) -> {
            if (path.startsWith(sink + "/t-")) {
                batches.put(Long.parseLong(path.substring(sink.length() + 3)), lines);
            }
        });
        return batches;
    }

    /** The same in another view; {@code repeats} tells that lines come again in batches without data, which are not compared then. */
    Output as(View view, boolean repeats) {
        if (view == View.FILES) {
            return this;
        }
        Map<String, List<String>> merged = new LinkedHashMap<>();
        files.forEach((path, lines) -> {
            int slash = path.lastIndexOf('/');
            String folder = slash <= 0 ? path : path.substring(0, slash);
            if (view == View.BATCHES) {
                merged.computeIfAbsent(folder, each -> new ArrayList<>()).addAll(lines);
            } else if (!lines.isEmpty()) {
                merged.computeIfAbsent(folder.replaceAll("(t-\\d+)-\\d+$", "$1"), each -> new ArrayList<>())
                        .addAll(lines);
            }
        });
        merged.replaceAll((folder, lines) -> (repeats && view == View.TIMES
                        ? lines.stream().distinct()
                        : lines.stream())
                .sorted()
                .toList());
        return new Output(merged);
    }

    /** How another one differs from this one; empty if it does not. */
    String difference(Output found) {
        StringBuilder difference = new StringBuilder();
        TreeSet<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(found.files.keySet());
        for (String path : paths) {
            if (!Objects.equals(files.get(path), found.files.get(path))) {
                difference
                        .append(path)
                        .append(": expected ")
                        .append(files.get(path))
                        .append(", found ")
                        .append(found.files.get(path))
                        .append('\n');
            }
        }
        return difference.toString();
    }
}
