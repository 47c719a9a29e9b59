package io.sakia.testkit.disk;

import java.util.SplittableRandom;

/** Seeded choices of what a loss of power leaves of bytes that were not synced. */
final class Tearing {
    private static final int[] SECTORS = {1, 7, 16, 512, 4096};

    private Tearing() {}

    /** From none to all, and these two more often than others. */
    static int howMany(int all, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> all;
            default -> random.nextInt(all + 1);
        };
    }

    /**
     * Spoils the end of a file: it is left as it is, gets holes, or becomes longer by bytes that nobody wrote.
     *
     * @param unsynced from where on its bytes were not synced
     * @param longest how long it may have become at most
     */
    static void tear(Content file, long unsynced, long longest, SplittableRandom random) {
        int way = random.nextInt(4);
        if (way == 0) {
            return;
        }
        if (way == 1) {
            mangle(file, unsynced, file.length(), random);
            return;
        }
        int room = (int) Math.min(1 << 20, longest - file.length());
        byte[] more = new byte[room > 0 ? random.nextInt(room + 1) : 0];
        if (way == 3) {
            random.nextBytes(more);
        }
        file.append(more);
    }

    /** Leaves each sector of a range as it is, or makes it zeros or garbage. */
    static void mangle(Content file, long from, long to, SplittableRandom random) {
        if (from >= to) {
            return;
        }
        byte[] tail = file.range(from, file.length());
        int end = (int) (to - from);
        int sector = SECTORS[random.nextInt(SECTORS.length)];
        double lost = random.nextDouble();
        boolean garbage = random.nextBoolean();
        int next;
        for (int start = 0; start < end; start = next) {
            next = (int) Math.min(end, ((from + start) / sector + 1) * sector - from);
            if (random.nextDouble() < lost) {
                for (int i = start; i < next; i++) {
                    tail[i] = garbage ? (byte) random.nextInt() : 0;
                }
            }
        }
        file.truncate(from);
        file.append(tail);
    }
}
