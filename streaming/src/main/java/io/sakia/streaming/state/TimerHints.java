package io.sakia.streaming.state;

import java.util.Arrays;

/**
 * At which times one has to look at which keys: a heap beside a table of states, from which what is due is found without visiting all keys.
 * An entry is a hint and no more. It names a key by its hash, and the key's state decides what is to be done.
 *
 * <pre>
 *   states    a: 30, 70      b: 40      c: nothing
 *   hints     30 a   35 c   38 b               for each key one that is not after its first time, at least
 * </pre>
 *
 * <p>That is all that holds, so most changes cost nothing here: a time that is put off (as the end of a session is with each record) or taken
 * away leaves its hint, which is set right or dropped when it comes up. It holds for all versions to which the store can still go back: hints
 * are only added by sessions, and those that a session takes are {@linkplain #restore put back} when any version is left.
 */
final class TimerHints {
    private static final int SMALLEST = 16;

    private long[] times = new long[SMALLEST];
    private long[] hashes = new long[SMALLEST];
    private int size;
    private long[] taken = new long[2 * SMALLEST]; // times and hashes in turn
    private int takenSize;

    /** How many hints there are. */
    int size() {
        return size;
    }

    /** The time of the first hint; {@link Due#NEVER} if there is none. */
    long time() {
        return size == 0 ? Due.NEVER : times[0];
    }

    /** The hash of the first hint, of which there must be one. */
    long hash() {
        return hashes[0];
    }

    /** Adds a hint. */
    void add(long time, long hash) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!isBefore(time, hash, times[parent], hashes[parent])) {
                break;
            }
            times[place] = times[parent];
            hashes[place] = hashes[parent];
            place = parent;
        }
        times[place] = time;
        hashes[place] = hash;
    }

    /** Takes the first hint out, and all that equal it. */
    void take() {
        long time = times[0];
        long hash = hashes[0];
        if (takenSize == taken.length) {
            taken = Arrays.copyOf(taken, 2 * takenSize);
        }
        taken[takenSize++] = time;
        taken[takenSize++] = hash;
        do {
            drop();
        } while (size > 0 && times[0] == time && hashes[0] == hash);
    }

    /** Puts back what was taken: it may still be wanted in the version that is live now. */
    void restore() {
        for (int i = 0; i < takenSize; i += 2) {
            add(taken[i], taken[i + 1]);
        }
        settle();
    }

    /** Forgets what was taken: nobody goes back to a version that wants it. */
    void settle() {
        takenSize = 0;
        if (taken.length > 4096) {
            taken = new long[2 * SMALLEST];
        }
    }

    private void drop() {
        long time = times[--size];
        long hash = hashes[size];
        int place = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && isBefore(times[child + 1], hashes[child + 1], times[child], hashes[child])) {
                child++;
            }
            if (!isBefore(times[child], hashes[child], time, hash)) {
                break;
            }
            times[place] = times[child];
            hashes[place] = hashes[child];
            place = child;
            child = 2 * place + 1;
        }
        times[place] = time;
        hashes[place] = hash;
        if (size < times.length / 4 && times.length > 4 * SMALLEST) {
            times = Arrays.copyOf(times, times.length / 2);
            hashes = Arrays.copyOf(hashes, times.length);
        }
    }

    private static boolean isBefore(long time, long hash, long otherTime, long otherHash) {
        return time != otherTime ? time < otherTime : hash < otherHash;
    }
}
