package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.function.Function;
import io.sakia.nexmark.Bid;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.io.Serializable;

/**
 * Running reports of bids, as queries 15 and 16 put them out: a report for each topic whose bids came in a batch.
 *
 * <p>Who is different is found by a state of four bits for each bidder and each auction of a topic: in which columns it counts already. What is new goes on as a change of the
 * report. So the states are small, many, and spread over all partitions, where a set of all bidders would be one large state under one key.
 *
 * <pre>
 *   bids ─┬──────────────────────────────────── one each ──┐
 *         ├─ by topic and bidder ── bits ── new ones ──────┼─ sum by topic ── state: the report so far
 *         └─ by topic and auction ─ bits ── new ones ──────┘
 * </pre>
 */
final class Reports {
    private static final long DAY_MILLIS = 86_400_000;

    private Reports() {}

    /** What a report is about: a day, counted from 1970, and perhaps a channel. */
    record Topic(String channel, long day) implements Serializable {
        static Topic day(Bid bid) {
            return new Topic("", bid.time() / DAY_MILLIS);
        }

        static Topic channelAndDay(Bid bid) {
            return new Topic(bid.channel(), bid.time() / DAY_MILLIS);
        }
    }

    /** A bidder or an auction of a topic. */
    record Member(Topic topic, long id) implements Serializable {}

    static PairDStream<Topic, Report> of(DStream<Bid> bids, Function<Bid, Topic> topic) {
        bids.context().types(Topic.class, Member.class, Report.class);
        PairDStream<Topic, Report> each = bids.mapToPair(bid -> Pair.of(topic.call(bid), Report.ofBid(bid)));
        PairDStream<Topic, Report> bidders = newBits("bidders", bids, bid -> new Member(topic.call(bid), bid.bidder()))
                .mapValues(Report::ofBidder);
        PairDStream<Topic, Report> auctions = newBits(
                        "auctions", bids, bid -> new Member(topic.call(bid), bid.auction()))
                .mapValues(Report::ofAuction);
        return PairDStream.from(each.union(bidders)
                .union(auctions)
                .reduceByKey(Report::plus)
                .mapWithState(Report.class, (key, change, state) -> {
                    Report report = state.exists() ? state.get().plus(change) : change;
                    state.update(report);
                    return Pair.of(key, report);
                })
                .named("reports"));
    }

    /** The columns in which a member has not counted before. */
    private static PairDStream<Topic, Integer> newBits(String name, DStream<Bid> bids, Function<Bid, Member> member) {
        return PairDStream.from(bids.mapToPair(bid -> Pair.of(member.call(bid), Ranks.bits(bid.price())))
                .reduceByKey((one, other) -> one | other)
                .mapWithState(Integer.class, (key, bits, state) -> {
                    int before = state.exists() ? state.get() : 0;
                    if ((bits & ~before) != 0) {
                        state.update(bits | before);
                    }
                    return Pair.of(key.topic(), bits & ~before);
                })
                .named(name)
                .filter(change -> change.value() != 0));
    }
}
