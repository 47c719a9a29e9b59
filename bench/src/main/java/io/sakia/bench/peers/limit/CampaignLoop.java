package io.sakia.bench.peers.limit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts views by campaign in an array. */
final class CampaignLoop implements TwoThreads.Work {
    private static final JsonFactory JSON = new JsonFactory();

    private final Parsing parsing;
    private final List<String> campaigns =
            new ArrayList<>(new TreeSet<>(Ads.campaigns().values()));
    private final Map<String, Integer> campaignOfAd = new HashMap<>();
    private final long[][] counts = new long[Workload.PARTS][campaigns.size()];
    private final long[] windows = new long[Workload.PARTS];

    /** Makes a view of an event; null of any other. */
    @FunctionalInterface
    interface Parsing {
        @Nullable
        View of(byte[] json) throws IOException;
    }

    /** What counts of a view. */
    record View(String ad, long time) {}

    /** A loop that parses events in a way of its own. */
    CampaignLoop(Parsing parsing) {
        this.parsing = parsing;
        Ads.campaigns().forEach((ad, campaign) -> campaignOfAd.put(ad, campaigns.indexOf(campaign)));
    }

    @Override
    public void take(long batch, int part) throws IOException {
        long end = Workload.YAHOO.from(batch, part + 1);
        for (long number = Workload.YAHOO.from(batch, part); number < end; number++) {
            View view = parsing.of(Ads.json(number));
            if (view != null) {
                windows[part] = Ads.window(view.time());
                Integer campaign = campaignOfAd.get(view.ad());
                if (campaign != null) {
                    counts[part][campaign]++;
                }
            }
        }
    }

    /** Reads three fields from Jackson's tokens, and makes no object of an event. */
    static @Nullable View tokens(byte[] event) throws IOException {
        String ad = "";
        long time = 0;
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            for (String field; (field = parser.nextFieldName()) != null; ) {
                parser.nextToken();
                switch (field) {
                    case "ad_id" -> ad = parser.getText();
                    case "event_type" -> {
                        if (!parser.getText().equals(Ads.COUNTED)) {
                            return null;
                        }
                    }
                    case "event_time" -> time = Long.parseLong(parser.getText());
                    default -> {}
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("an event has no end");
            }
        }
        return new View(ad, time);
    }

    @Override
    public Tally put(long batch, int part) {
        long results = 0;
        long checksum = 0;
        int to = campaigns.size() * (part + 1) / Workload.PARTS;
        for (int campaign = campaigns.size() * part / Workload.PARTS; campaign < to; campaign++) {
            long count = counts[0][campaign] + counts[1][campaign];
            counts[0][campaign] = 0;
            counts[1][campaign] = 0;
            if (count > 0) {
                results++;
                checksum += Ads.hash(campaigns.get(campaign), windows[part], count);
            }
        }
        return new Tally(results, checksum);
    }
}
