package io.sakia.examples;

import io.sakia.Pair;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps for each client of a web server what it has asked for so far, from access logs in the combined format that are moved into
 * the folder {@code access-logs}: state that is a record, and a client that logs out is forgotten.
 *
 * <p>Lines that are no requests are left out.
 */
public final class Visitors {
    private static final Pattern REQUEST = Pattern.compile(
            "(?<client>\\S+) \\S+ \\S+ \\[[^]]*] \"\\S+ (?<path>\\S+)[^\"]*\" (?<status>\\d{3}) (?<bytes>\\d+|-).*");

    private Visitors() {}

    /** One line of a log. */
    public record Request(String client, String path, int status, long bytes) {
        /** Reads a line; nothing if it is no request. */
        static Optional<Request> parse(String line) {
            Matcher fields = REQUEST.matcher(line);
            if (!fields.matches()) {
                return Optional.empty();
            }
            String bytes = fields.group("bytes");
            return Optional.of(new Request(
                    fields.group("client"),
                    fields.group("path"),
                    Integer.parseInt(fields.group("status")),
                    bytes.equals("-") ? 0 : Long.parseLong(bytes)));
        }
    }

    /** What is known of one client. */
    public record Visitor(long requests, long errors, long bytes) {
        private static final Visitor NEW = new Visitor(0, 0, 0);

        Visitor with(Request request) {
            return new Visitor(requests + 1, errors + (request.status >= 400 ? 1 : 0), bytes + request.bytes);
        }
    }

    /** Runs it; {@code --help} tells the options. */
    public static void main(String[] args) {
        Sakia.run(Visitors::define, args);
    }

    /** The program. */
    public static void define(StreamingContext ssc) {
        ssc.textFileStream("access-logs")
                .named("log")
                .flatMap(line -> Request.parse(line).stream().toList())
                .mapToPair(request -> Pair.of(request.client, request))
                .updateStateByKey(Visitors::visited)
                .named("visitors")
                .print();
    }

    private static Optional<Visitor> visited(List<Request> requests, Optional<Visitor> known) {
        Optional<Visitor> visitor = known;
        for (Request request : requests) {
            visitor = request.path.equals("/logout")
                    ? Optional.empty()
                    : Optional.of(visitor.orElse(Visitor.NEW).with(request));
        }
        return visitor;
    }
}
