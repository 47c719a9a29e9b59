package io.sakia.rdd;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Brings one partition after the other to the driver, each by a job of its own when its first record is asked for. */
final class LocalIterator<T> implements Iterator<T> {
    private final SakiaContext context;
    private final Origin origin;
    private final Plan<T> plan;
    private int partition;
    private Iterator<T> records = Collections.emptyIterator();

    LocalIterator(SakiaContext context, Origin origin, Plan<T> plan) {
        this.context = context;
        this.origin = origin;
        this.plan = plan;
    }

    @Override
    public boolean hasNext() {
        while (!records.hasNext() && partition < plan.partitions()) {
            List<List<T>> part = context.run(origin, plan, List.of(partition), Actions.collect());
            partition++;
            records = part.get(0).iterator();
        }
        return records.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all records were read of what " + origin + " iterates over");
        }
        return records.next();
    }
}
