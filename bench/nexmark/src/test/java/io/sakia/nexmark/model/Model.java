package io.sakia.nexmark.model;

import io.sakia.nexmark.Event;
import java.util.List;

/** What a query must give, worked out in the plainest way over all events at once. */
public interface Model {
    /** The rows in any order, as texts. */
    List<String> rows(List<Event> events);
}
