package io.sakia.streaming.graph;

import java.util.List;

/**
 * How far event time has come by what the partitions of sources have given, and how it goes on if they give nothing more.
 *
 * <pre>
 *   largest time seen, less the lateness      a 12:07   b 12:03   c 12:09
 *   watermark                                 12:03     the slowest counts
 *   b is silent for too long                  12:07     the others go on without it
 *   all are                                   the largest time seen and 1 ms, and from there on with the clock
 * </pre>
 *
 * @param partitions what is waited for
 * @param told what sources know themselves, the smallest of it; {@link Watermarks#END} where nobody knows anything, or all have ended
 * @param latest the largest time seen in any partition, of those too that have ended; {@link Watermarks#UNKNOWN} if none was
 * @param lateness in milliseconds how far records come behind younger ones
 * @param idleAfter in milliseconds how long a partition may be silent; {@link StatefulOperator#NEVER} for ever
 */
record EventProgress(List<Part> partitions, long told, long latest, long lateness, long idleAfter)
        implements EventClock.Progress {
    /**
     * What a partition has given.
     *
     * @param latest the largest time seen in it, {@link Watermarks#UNKNOWN} if none was
     * @param active the running time in milliseconds at which it gave something last, or became known
     * @param lookedAt the running time up to which it is known what it gave, where there are records that wait to be read; {@link
     *     StatefulOperator#NEVER} where none do
     */
    record Part(long latest, long active, long lookedAt) {
        /** Whether it has been silent for so long at a running time. */
        boolean isIdle(long idleAfter, long running) {
            return idleAfter != StatefulOperator.NEVER && Math.min(running, lookedAt) >= active + idleAfter;
        }
    }

    @Override
    public long at(long running) {
        long slowest = told;
        boolean idle = !partitions.isEmpty();
        long silentSince = Long.MIN_VALUE;
        for (Part part : partitions) {
            silentSince = Math.max(silentSince, part.active);
            if (!part.isIdle(idleAfter, running)) {
                idle = false;
                slowest = Math.min(
                        slowest, part.latest == Watermarks.UNKNOWN ? Watermarks.UNKNOWN : part.latest - lateness);
            }
        }
        if (!idle) {
            return slowest;
        }
        return latest == Watermarks.UNKNOWN
                ? Watermarks.UNKNOWN
                : Math.min(told, latest + 1 + running - (silentSince + idleAfter));
    }

    @Override
    public long reaches(long time) {
        long reached = at(Long.MIN_VALUE) >= time ? Long.MIN_VALUE : StatefulOperator.NEVER;
        if (reached == Long.MIN_VALUE || idleAfter == StatefulOperator.NEVER || partitions.isEmpty() || told < time) {
            return reached;
        }
        long silentSince = Long.MIN_VALUE;
        for (Part part : partitions) {
            long over = part.active + idleAfter;
            if (at(over) >= time) {
                reached = Math.min(reached, over);
            }
            silentSince = Math.max(silentSince, part.active);
        }
        if (reached == StatefulOperator.NEVER && latest != Watermarks.UNKNOWN && time != Watermarks.END) {
            reached = silentSince + idleAfter + time - latest - 1;
        }
        return reached;
    }
}
