package io.sakia.embedded;

/**
 * A link of a stage's push chain: takes a record, does its part, and pushes what comes of it into the next link. The last link
 * keeps the records: in a collector, a shuffle's buckets or a cached block.
 *
 * <p>A class rather than an interface: virtual calls are cheaper than interface calls where the JIT sees many receivers.
 */
abstract class Link {
    /** Takes one record, which is not null. */
    abstract void push(Object record);

    /** Takes all records of a feed. What is generated for a chain does so in a loop of its own, into which the JIT can inline. */
    void drain(Feed feed) {
        for (Object record; (record = feed.next()) != null; ) {
            push(record);
        }
    }
}
