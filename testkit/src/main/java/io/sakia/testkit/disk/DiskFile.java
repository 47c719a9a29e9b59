package io.sakia.testkit.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A file: its bytes as a living process reads them, and what is needed to tell what a loss of power could leave of them.
 *
 * <pre>
 *   as synced   ├── safe ──┤ cut ┤            what stood there at the last sync; the cut part was truncated since
 *   now         ├── safe ──┼── since ──┤      what a process reads: the appends and truncations since the last sync, applied
 * </pre>
 *
 * After a sync that failed, what it should have written is in doubt for good: a later sync does not write it again, as on Linux.
 */
final class DiskFile extends DiskNode {
    private final Content now;
    private final List<Change> since = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private long safe;
    private byte[] cut = {};
    private long modified;

    DiskFile(long modified) {
        this(new Content(), modified);
    }

    private DiskFile(Content now, long modified) {
        this.now = now;
        this.modified = modified;
    }

    private sealed interface Change {}

    @SuppressWarnings("ArrayRecordComponent") // changes are not compared
    private record Append(byte[] bytes, int size) implements Change {}

    private record Truncation(long to) implements Change {}

    /** Bytes that a failed sync may have written or not. */
    private record Doubt(long from, long to) {}

    Content content() {
        return now;
    }

    long modified() {
        return modified;
    }

    void append(byte[] bytes, long time) {
        now.append(bytes);
        since.add(new Append(bytes, bytes.length));
        modified = time;
    }

    void truncate(long to, long time) {
        if (to < safe) {
            byte[] tail = now.range(to, safe);
            byte[] longer = new byte[tail.length + cut.length];
            System.arraycopy(tail, 0, longer, 0, tail.length);
            System.arraycopy(cut, 0, longer, tail.length, cut.length);
            cut = longer;
            safe = to;
        }
        now.truncate(to);
        since.add(new Truncation(to));
        doubts.replaceAll(doubt -> new Doubt(Math.min(doubt.from(), to), Math.min(doubt.to(), to)));
        modified = time;
    }

    void sync() {
        safe = now.length();
        cut = new byte[0];
        since.clear();
    }

    void failSync() {
        doubts.add(new Doubt(safe, now.length()));
    }

    /** The file in the memory of the same machine, of which another process died while it appended; it had got so far with that. */
    DiskFile afterKill(int lastAppendMissing) {
        DiskFile copy = new DiskFile(now.copy(), modified);
        copy.since.addAll(since);
        copy.doubts.addAll(doubts);
        copy.safe = safe;
        copy.cut = cut;
        if (lastAppendMissing > 0) {
            Append last = (Append) copy.since.remove(copy.since.size() - 1);
            copy.now.truncate(now.length() - lastAppendMissing);
            copy.since.add(new Append(last.bytes(), last.size() - lastAppendMissing));
        }
        return copy;
    }

    /** The file as a start of the machine after a loss of power finds it. */
    DiskFile afterLossOfPower(SplittableRandom random) {
        Content left = now.copy();
        if (!since.isEmpty()) {
            left.truncate(safe);
            left.append(cut);
            long unsynced = replay(left, random);
            Tearing.tear(left, unsynced, longest(), random);
        }
        for (Doubt doubt : doubts) {
            Tearing.mangle(left, Math.min(doubt.from(), left.length()), Math.min(doubt.to(), left.length()), random);
        }
        DiskFile file = new DiskFile(left, modified);
        file.safe = left.length();
        return file;
    }

    /** Applies the first changes since the last sync, the last of them in part; returns from where on the bytes are not synced. */
    private long replay(Content left, SplittableRandom random) {
        int whole = Tearing.howMany(since.size(), random);
        long unsynced = left.length();
        for (int i = 0; i < since.size() && i <= whole; i++) {
            Change change = since.get(i);
            if (change instanceof Append append) {
                int size = i < whole ? append.size() : random.nextInt(append.size() + 1);
                left.append(append.bytes(), size);
            } else if (change instanceof Truncation truncation && i < whole) {
                left.truncate(truncation.to());
                unsynced = Math.min(unsynced, truncation.to());
            }
        }
        return unsynced;
    }

    private long longest() {
        long length = safe + cut.length;
        long longest = length;
        for (Change change : since) {
            length = change instanceof Truncation truncation ? truncation.to() : length + ((Append) change).size();
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
