package io.sakia.embedded;

import io.sakia.engine.Action.Collector;
import io.sakia.plan.Origin;

/** The last link of a result stage: hands the records to the action's collector. */
final class CollectorLink extends Link {
    private final Origin origin;
    private final Collector<Object, ?> collector;

    CollectorLink(Origin origin, Collector<Object, ?> collector) {
        this.origin = origin;
        this.collector = collector;
    }

    @Override
    void push(Object record) {
        try {
            collector.accept(record);
        } catch (Throwable e) {
            throw Failures.at(origin, record, e);
        }
    }
}
