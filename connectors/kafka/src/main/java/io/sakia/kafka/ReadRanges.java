package io.sakia.kafka;

import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.ArrayList;
import java.util.List;

/** Finds the ranges of topics that a plan reads. */
final class ReadRanges {
    private ReadRanges() {}

    static List<OffsetRange> of(Plan<?> plan) {
        List<OffsetRange> ranges = new ArrayList<>();
        add(plan, ranges);
        return ranges;
    }

    private static void add(Plan<?> plan, List<OffsetRange> ranges) {
        if (plan instanceof SourceNode<?> source) {
            for (int i = 0; i < source.partitions(); i++) {
                if (source.range(i) instanceof OffsetRange range) {
                    ranges.add(range);
                }
            }
        }
        plan.inputs().forEach(input -> add(input, ranges));
    }
}
