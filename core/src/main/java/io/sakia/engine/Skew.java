package io.sakia.engine;

import io.sakia.plan.Origin;

/**
 * A partition that gets many more records than the others, by samples.
 *
 * @param operator what places the records
 * @param partition the partition that gets many
 * @param records about how many it gets
 * @param others about how many another one gets: the median
 * @param key its key with most records, as text, shortened
 * @param share what part of all records has this key, from 0 to 1
 */
public record Skew(Origin operator, int partition, long records, long others, String key, double share) {
    /** For people. */
    @Override
    public String toString() {
        return "partition " + partition + " of " + operator + " gets some " + records + " records, others some "
                + others + "; the key '" + key + "' alone has " + Math.round(share * 100) + " % of all";
    }
}
