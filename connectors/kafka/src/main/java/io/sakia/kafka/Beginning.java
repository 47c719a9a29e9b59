package io.sakia.kafka;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out where to begin to read. */
final class Beginning {
    private final Cluster cluster;
    private final KafkaClient client;
    private final Topics topics;
    private final KafkaReading reading;

    Beginning(Cluster cluster, KafkaClient client, Topics topics, KafkaReading reading) {
        this.cluster = cluster;
        this.client = client;
        this.topics = topics;
        this.reading = reading;
    }

    /**
     * A planner of what is there, which is not kept up to date yet.
     *
     * @param from where an earlier run has ended, or null
     */
    KafkaPlanner planner(@Nullable KafkaCursor from, Runnable signal, Pace pace) {
        NavigableSet<Place> places = places();
        NavigableMap<Place, Long> ends = cluster.ends(places);
        NavigableMap<Place, Long> next = from == null ? start(places, ends) : goOn(from.next(), places, ends);
        KafkaPlanner planner = new KafkaPlanner(reading, next, signal, pace);
        planner.ends(ends);
        return planner;
    }

    /** What is there, from the start on. */
    List<OffsetRange> ranges(int parallelism) {
        NavigableSet<Place> places = places();
        NavigableMap<Place, Long> ends = cluster.ends(places);
        NavigableMap<Place, Long> start = start(places, ends);
        NavigableMap<Place, Long> records = new TreeMap<>();
        ends.forEach((place, end) -> records.put(place, end - start.getOrDefault(place, end)));
        return Shares.cut(start, records, parallelism, reading.smallestRange());
    }

    private NavigableSet<Place> places() {
        NavigableSet<Place> places = cluster.partitions(topics);
        if (topics instanceof Topics.Named named) {
            for (String name : named.names()) {
                if (places.stream().noneMatch(place -> place.topic().equals(name))) {
                    throw KafkaTrouble.noTopic(client, name);
                }
            }
        } else if (topics instanceof Topics.Partitions some) {
            some.numbers()
                    .forEach((name, numbers) -> numbers.forEach(number -> {
                        if (!places.contains(new Place(name, number))) {
                            throw new KafkaTrouble(client.servers() + " has no partition " + number + " of a topic '"
                                    + name + "': correct the numbers, or give the topic more partitions");
                        }
                    }));
        }
        return places;
    }

    private NavigableMap<Place, Long> start(NavigableSet<Place> places, NavigableMap<Place, Long> ends) {
        Start start = reading.start();
        if (start instanceof Start.Latest) {
            return ends;
        }
        if (start instanceof Start.Since since) {
            return cluster.since(places, since.time().toEpochMilli());
        }
        NavigableMap<Place, Long> begins = cluster.begins(places);
        if (start instanceof Start.Offsets given) {
            NavigableMap<Place, Long> wanted = new TreeMap<>();
            given.offsets()
                    .forEach((topic, offsets) -> offsets.forEach((number, offset) -> {
                        Place place = new Place(topic, number);
                        if (!places.contains(place)) {
                            throw new KafkaTrouble("an offset to start at is given for " + place + ", which "
                                    + client.servers() + " does not have, or the source does not read: correct it");
                        }
                        wanted.put(place, offset);
                    }));
            begins.putAll(Expiry.goOn(client.servers(), reading.onExpired(), wanted, begins, ends));
        }
        return begins;
    }

    private NavigableMap<Place, Long> goOn(
            NavigableMap<Place, Long> planned, NavigableSet<Place> places, NavigableMap<Place, Long> ends) {
        NavigableMap<Place, Long> read = new TreeMap<>(planned);
        Map<Place, Long> others = new TreeMap<>(read);
        others.keySet().removeIf(place -> topics.has(place.topic(), place.number()));
        read.keySet().removeAll(others.keySet()); // the program does not read these any more
        NavigableMap<Place, Long> begins = cluster.begins(places);
        NavigableMap<Place, Long> next = Expiry.goOn(client.servers(), reading.onExpired(), read, begins, ends);
        NavigableSet<Place> fresh = new TreeSet<>(places);
        fresh.removeAll(read.keySet());
        fresh.forEach(place -> next.put(place, begins.getOrDefault(place, 0L)));
        return next;
    }
}
