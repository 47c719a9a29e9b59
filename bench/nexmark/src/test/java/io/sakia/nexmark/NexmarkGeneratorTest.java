package io.sakia.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the events are like. */
class NexmarkGeneratorTest {
    private static final int MANY = 100_000;
    private static final NexmarkGenerator STANDARD = NexmarkGenerator.standard();

    private static List<Event> events(NexmarkGenerator generator, int count) {
        return LongStream.range(0, count).mapToObj(generator::event).toList();
    }

    private static List<Bid> bids(NexmarkGenerator generator) {
        return events(generator, MANY).stream()
                .filter(Bid.class::isInstance)
                .map(Bid.class::cast)
                .toList();
    }

    @Test
    void ofFiftyEventsOneIsAPersonAndThreeAreAuctions() {
        Map<String, Long> kinds = events(STANDARD, 5_000).stream()
                .collect(Collectors.groupingBy(
                        event -> event.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
        assertThat(kinds).isEqualTo(Map.of("Person", 100L, "Auction", 300L, "Bid", 4600L));
    }

    @Test
    void idsCountUpAndTimesRise() {
        List<Event> events = events(STANDARD, 5_000);
        assertThat(events.stream().filter(Person.class::isInstance).map(event -> ((Person) event).id()))
                .containsExactlyElementsOf(LongStream.range(1000, 1100).boxed().toList());
        assertThat(events.stream().filter(Auction.class::isInstance).map(event -> ((Auction) event).id()))
                .containsExactlyElementsOf(LongStream.range(1000, 1300).boxed().toList());
        assertThat(events).extracting(Event::time).isSorted();
        assertThat(events.get(4_999).time()).isEqualTo(NexmarkGenerator.BASE + 499);
    }

    @Test
    void anEventIsAFunctionOfItsPlaceAndTheSeed() {
        NexmarkGenerator other = new NexmarkGenerator(2, 100_000, 1);
        assertThat(STANDARD.event(77)).isEqualTo(NexmarkGenerator.standard().event(77));
        assertThat(STANDARD.event(77)).isNotEqualTo(other.event(77));
    }

    @Test
    void disorderIsBounded() {
        for (int disorder : new int[] {2, 16, 1024}) {
            NexmarkGenerator generator = new NexmarkGenerator(1, 700_000, disorder);
            long youngest = Long.MIN_VALUE;
            long late = 0;
            for (Event event : events(generator, 10_240)) {
                youngest = Math.max(youngest, event.time());
                late = Math.max(late, youngest - event.time());
            }
            assertThat(late)
                    .isPositive()
                    .isLessThanOrEqualTo(generator.lateness().toMillis());
            assertThat(Set.copyOf(events(generator, 10_240)))
                    .isEqualTo(Set.copyOf(events(new NexmarkGenerator(1, 700_000, 1), 10_240)));
        }
        assertThat(STANDARD.lateness()).isZero();
    }

    @Test
    void someAuctionsBiddersAndChannelsAreHot() {
        List<Bid> bids = bids(STANDARD);
        assertThat(share(bids, bid -> bid.auction() % 100 == 0)).isCloseTo(0.505, within(0.02));
        assertThat(share(bids, bid -> bid.bidder() % 100 == 1)).isCloseTo(0.752, within(0.02));
        assertThat(share(bids, bid -> !bid.channel().startsWith("channel-"))).isCloseTo(0.5, within(0.02));
        assertThat(share(bids, bid -> bid.url().contains("channel_id="))).isCloseTo(0.45, within(0.02));
    }

    @Test
    void pricesAreSpreadOverSixPowersOfTen() {
        List<Bid> bids = bids(STANDARD);
        assertThat(bids).extracting(Bid::price).allMatch(price -> price >= 100 && price <= 100_000_000);
        for (long power = 100; power < 100_000_000; power *= 10) {
            long from = power;
            assertThat(share(bids, bid -> bid.price() >= from && bid.price() < 10 * from))
                    .isCloseTo(1 / 6.0, within(0.01));
        }
    }

    @Test
    void settingsThatCantBeMeantAreRefused() {
        assertThatThrownBy(() -> new NexmarkGenerator(1, 0, 1)).hasMessageContaining("0 ns between two events");
        assertThatThrownBy(() -> new NexmarkGenerator(1, 1, 12)).hasMessageContaining("not of 12");
    }

    private interface Question {
        boolean holds(Bid bid);
    }

    private static double share(List<Bid> bids, Question question) {
        return (double) bids.stream().filter(question::holds).count() / bids.size();
    }
}
