package io.sakia.bench.peers.flink;

import java.util.List;

/** The queries of NEXMark in Flink's SQL. Columns that begin with an underscore are not compared: which row has them depends on the order of equal ones. */
final class NexmarkSql {
    private static final String BID_COLUMNS = "auction, bidder, price, channel, url, `at`, extra";
    private static final String BID_TYPES =
            "auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, url STRING, `at` TIMESTAMP(3), extra STRING";
    private static final String AUCTION_BID =
            "auction A JOIN bid B ON A.id = B.auction WHERE B.`at` BETWEEN A.`at` AND A.expires";
    private static final String RANK_TYPES = "%1$s_total BIGINT, %1$s_low BIGINT, %1$s_middle BIGINT, %1$s_high BIGINT";

    /** The events, and views of them. */
    static final List<String> TABLES = List.of("""
            CREATE TABLE events (
              kind INT,
              person ROW<id BIGINT, name STRING, email STRING, card STRING, city STRING, state STRING, extra STRING>,
              auction ROW<id BIGINT, item STRING, description STRING, initial_bid BIGINT, reserve BIGINT,
                expires TIMESTAMP(3), seller BIGINT, category INT, extra STRING>,
              bid ROW<auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, url STRING, extra STRING>,
              `at` TIMESTAMP(3),
              WATERMARK FOR `at` AS SOURCE_WATERMARK()
            ) WITH ('connector' = 'nexmark')""", """
            CREATE VIEW person AS SELECT person.id, person.name, person.city, person.state, `at`
            FROM events WHERE kind = 0""", """
            CREATE VIEW auction AS SELECT auction.id, auction.item, auction.description, auction.initial_bid, auction.reserve,
              `at`, auction.expires, auction.seller, auction.category, auction.extra
            FROM events WHERE kind = 1""", """
            CREATE VIEW bid AS SELECT bid.auction, bid.bidder, bid.price, bid.channel, bid.url, `at`, bid.extra,
              PROCTIME() AS arrived
            FROM events WHERE kind = 2""", """
            CREATE TABLE side (k BIGINT, v STRING) WITH ('connector' = 'nexmark', 'table' = 'side')""");

    private NexmarkSql() {}

    /**
     * A query.
     *
     * @param sink makes the table {@code result}
     * @param select what goes there
     */
    record Statement(String sink, String select) {}

    private static Statement to(String columns, String select) {
        return new Statement("CREATE TABLE row_sink (" + columns + ") WITH ('connector' = 'nexmark')", select);
    }

    /** The query of a name. */
    static Statement of(String query) {
        return switch (query) {
            case "q0" -> to(BID_TYPES, "SELECT " + BID_COLUMNS + " FROM bid");
            case "q1" ->
                to(
                        "auction BIGINT, bidder BIGINT, price DOUBLE, `at` TIMESTAMP(3)",
                        "SELECT auction, bidder, CAST(0.908 AS DOUBLE) * price, `at` FROM bid");
            case "q2" ->
                to("auction BIGINT, price BIGINT", "SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0");
            case "q3" -> to("name STRING, city STRING, state STRING, id BIGINT", """
                    SELECT P.name, P.city, P.state, A.id FROM auction A JOIN person P ON A.seller = P.id
                    WHERE A.category = 10 AND P.state IN ('OR', 'ID', 'CA')""");
            case "q4" ->
                to(
                        "category BIGINT, mean DOUBLE",
                        "SELECT category, CAST(SUM(best) AS DOUBLE) / COUNT(*) FROM (SELECT MAX(B.price) best, A.category FROM "
                                + AUCTION_BID + " GROUP BY A.id, A.category) GROUP BY category");
            case "q5" -> to("auction BIGINT, num BIGINT, `end` TIMESTAMP(3)", hotItems());
            case "q7" -> to(BID_TYPES, highestBids());
            case "q8" -> to("id BIGINT, name STRING, `start` TIMESTAMP(3)", newSellers());
            case "q9" ->
                to(
                        "id BIGINT, item STRING, description STRING, _initial BIGINT, _reserve BIGINT, _opened TIMESTAMP(3),"
                                + " _expires TIMESTAMP(3), _seller BIGINT, _category INT, extra STRING, _bidder BIGINT,"
                                + " price BIGINT, `at` TIMESTAMP(3), bid_extra STRING",
                        "SELECT id, item, description, initial_bid, reserve, opened, expires, seller, category, extra, bidder, price,"
                                + " bid_at, bid_extra FROM (SELECT A.id, A.item, A.description, A.initial_bid, A.reserve,"
                                + " A.`at` AS opened, A.expires, A.seller, A.category, A.extra, B.bidder, B.price,"
                                + " B.`at` AS bid_at, B.extra AS bid_extra,"
                                + " ROW_NUMBER() OVER (PARTITION BY A.id ORDER BY B.price DESC, B.`at` ASC) AS place FROM "
                                + AUCTION_BID + ") WHERE place <= 1");
            case "q10" -> new Statement("""
                    CREATE TABLE row_sink (auction BIGINT, bidder BIGINT, price BIGINT, `at` TIMESTAMP(3), extra STRING,
                      dt STRING, hm STRING)
                    WITH ('connector' = 'filesystem', 'path' = 'nexmark-log/flink', 'format' = 'csv')""", """
                    SELECT auction, bidder, price, `at`, extra,
                      DATE_FORMAT(`at`, 'yyyy-MM-dd'), DATE_FORMAT(`at`, 'HH:mm') FROM bid""");
            case "q11" -> to("bidder BIGINT, num BIGINT, `start` TIMESTAMP(3), `end` TIMESTAMP(3)", """
                    SELECT bidder, COUNT(*), window_start, window_end
                    FROM TABLE(SESSION(TABLE bid PARTITION BY bidder, DESCRIPTOR(`at`), INTERVAL '10' SECOND))
                    GROUP BY bidder, window_start, window_end""");
            case "q12" -> to("bidder BIGINT, num BIGINT", """
                    SELECT bidder, COUNT(*)
                    FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(arrived), INTERVAL '10' SECOND))
                    GROUP BY bidder, window_start, window_end""");
            case "q13" -> to("auction BIGINT, bidder BIGINT, price BIGINT, `at` TIMESTAMP(3), v STRING", """
                    SELECT B.auction, B.bidder, B.price, B.`at`, S.v
                    FROM (SELECT *, MOD(auction, 10000) AS k FROM bid) B
                    JOIN side FOR SYSTEM_TIME AS OF B.arrived AS S ON B.k = S.k""");
            case "q14" -> to("""
                    auction BIGINT, bidder BIGINT, price DOUBLE, part STRING, `at` TIMESTAMP(3), extra STRING,
                    letters BIGINT""", """
                    SELECT auction, bidder, CAST(0.908 AS DOUBLE) * price,
                      CASE WHEN HOUR(`at`) >= 8 AND HOUR(`at`) <= 18 THEN 'dayTime'
                           WHEN HOUR(`at`) <= 6 OR HOUR(`at`) >= 20 THEN 'nightTime'
                           ELSE 'otherTime' END,
                      `at`, extra, letter_count(extra, 'c')
                    FROM bid
                    WHERE CAST(0.908 AS DOUBLE) * price > 1000000 AND CAST(0.908 AS DOUBLE) * price < 50000000""");
            case "q15" ->
                to(
                        "dt STRING, " + reportTypes(),
                        "SELECT DATE_FORMAT(`at`, 'yyyy-MM-dd') AS dt, " + report()
                                + " FROM bid GROUP BY DATE_FORMAT(`at`, 'yyyy-MM-dd')");
            case "q16" ->
                to(
                        "channel STRING, dt STRING, hm STRING, " + reportTypes(),
                        "SELECT channel, DATE_FORMAT(`at`, 'yyyy-MM-dd') AS dt, MAX(DATE_FORMAT(`at`, 'HH:mm')), "
                                + report() + " FROM bid GROUP BY channel, DATE_FORMAT(`at`, 'yyyy-MM-dd')");
            case "q17" ->
                to(
                        "auction BIGINT, dt STRING, " + RANK_TYPES.formatted("bids")
                                + ", least BIGINT, most BIGINT, mean DOUBLE, total BIGINT",
                        "SELECT auction, DATE_FORMAT(`at`, 'yyyy-MM-dd') AS dt, " + ranks("*")
                                + ", MIN(price), MAX(price), CAST(SUM(price) AS DOUBLE) / COUNT(*), SUM(price)"
                                + " FROM bid GROUP BY auction, DATE_FORMAT(`at`, 'yyyy-MM-dd')");
            case "q18" ->
                to(
                        BID_TYPES.replace("price", "_price"),
                        "SELECT " + BID_COLUMNS + " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction"
                                + " ORDER BY `at` DESC) AS place FROM bid) WHERE place <= 1");
            case "q19" ->
                to(
                        "auction BIGINT, _bidder BIGINT, price BIGINT, channel STRING, url STRING, _at TIMESTAMP(3), extra"
                                + " STRING, place BIGINT",
                        "SELECT " + BID_COLUMNS + ", place FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY auction"
                                + " ORDER BY price DESC) AS place FROM bid) WHERE place <= 10");
            case "q20" ->
                to(
                        BID_TYPES + ", item STRING, description STRING, _initial BIGINT, _reserve BIGINT, _opened"
                                + " TIMESTAMP(3), expires TIMESTAMP(3), seller BIGINT, category INT, auction_extra STRING",
                        "SELECT B.auction, B.bidder, B.price, B.channel, B.url, B.`at`, B.extra, A.item, A.description,"
                                + " A.initial_bid, A.reserve, A.`at`, A.expires, A.seller, A.category, A.extra"
                                + " FROM bid B JOIN auction A ON B.auction = A.id WHERE A.category = 10");
            case "q21" -> to("auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, id STRING", channelIds());
            case "q22" -> to("""
                    auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, dir1 STRING, dir2 STRING,
                    dir3 STRING""", """
                    SELECT auction, bidder, price, channel,
                      SPLIT_INDEX(url, '/', 3), SPLIT_INDEX(url, '/', 4), SPLIT_INDEX(url, '/', 5) FROM bid""");
            default -> throw new IllegalArgumentException("there is no " + query + " in Flink's SQL");
        };
    }

    private static String hotItems() {
        String counts = """
                SELECT auction, COUNT(*) AS num, window_start, window_end
                FROM TABLE(HOP(TABLE bid, DESCRIPTOR(`at`), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
                GROUP BY auction, window_start, window_end""";
        return """
                SELECT C.auction, C.num, C.window_end
                FROM (%1$s) C
                JOIN (SELECT MAX(num) AS most, window_start, window_end FROM (%1$s) GROUP BY window_start, window_end) M
                ON C.window_start = M.window_start AND C.window_end = M.window_end AND C.num = M.most
                """.formatted(counts);
    }

    private static String highestBids() {
        return """
                SELECT B.auction, B.bidder, B.price, B.channel, B.url, B.`at`, B.extra
                FROM (SELECT * FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(`at`), INTERVAL '10' SECOND))) B
                JOIN (SELECT MAX(price) AS most, window_start, window_end
                      FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(`at`), INTERVAL '10' SECOND))
                      GROUP BY window_start, window_end) M
                ON B.window_start = M.window_start AND B.window_end = M.window_end AND B.price = M.most""";
    }

    private static String newSellers() {
        return """
                SELECT P.id, P.name, P.window_start
                FROM (SELECT id, name, window_start, window_end
                      FROM TABLE(TUMBLE(TABLE person, DESCRIPTOR(`at`), INTERVAL '10' SECOND))
                      GROUP BY id, name, window_start, window_end) P
                JOIN (SELECT seller, window_start, window_end
                      FROM TABLE(TUMBLE(TABLE auction, DESCRIPTOR(`at`), INTERVAL '10' SECOND))
                      GROUP BY seller, window_start, window_end) A
                ON P.id = A.seller AND P.window_start = A.window_start AND P.window_end = A.window_end""";
    }

    private static String channelIds() {
        String id = """
                CASE LOWER(channel)
                  WHEN 'apple' THEN '0' WHEN 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3'
                  ELSE REGEXP_EXTRACT(url, '(&|^)channel_id=([^&]*)', 2) END""";
        return "SELECT auction, bidder, price, channel, " + id
                + " FROM bid WHERE REGEXP_EXTRACT(url, '(&|^)channel_id=([^&]*)', 2) IS NOT NULL"
                + " OR LOWER(channel) IN ('apple', 'google', 'facebook', 'baidu')";
    }

    private static String reportTypes() {
        return RANK_TYPES.formatted("bids") + ", " + RANK_TYPES.formatted("bidders") + ", "
                + RANK_TYPES.formatted("auctions");
    }

    private static String report() {
        return ranks("*") + ", " + ranks("DISTINCT bidder") + ", " + ranks("DISTINCT auction");
    }

    private static String ranks(String counted) {
        return "COUNT(%1$s), COUNT(%1$s) FILTER (WHERE price < 10000), ".formatted(counted)
                + "COUNT(%1$s) FILTER (WHERE price >= 10000 AND price < 1000000), ".formatted(counted)
                + "COUNT(%1$s) FILTER (WHERE price >= 1000000)".formatted(counted);
    }
}
