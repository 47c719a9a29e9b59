package io.sakia.bench.peers.work;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Advertising events in the shape of the Yahoo streaming benchmark: JSON of seven fields in UTF-8, about 240 bytes, of 100 campaigns with 10
 * advertisements each; a third of the events are views. They come in the order of their time, and a batch holds those of 10 seconds.
 */
public final class Ads {
    /** How long a window is, in milliseconds. */
    public static final long WINDOW_MILLIS = 10_000;
    /** The kind of event that is counted. */
    public static final String COUNTED = "view";

    static final int CAMPAIGNS = 100;
    private static final int ADS_A_CAMPAIGN = 10;
    private static final int TEMPLATES = 8_192;
    private static final long EPOCH = 1_700_000_000_000L;
    private static final int TIME_DIGITS = 13;
    private static final String TIME_FIELD = "\"event_time\":\"";
    private static final List<String> KINDS = List.of(COUNTED, "click", "purchase");
    private static final List<String> TYPES = List.of("banner", "modal", "sponsored-search", "mail", "mobile");

    private static final SplittableRandom RANDOM = new SplittableRandom(20261123);
    private static final List<String> CAMPAIGN_IDS = ids(CAMPAIGNS);
    private static final List<String> AD_IDS = ids(CAMPAIGNS * ADS_A_CAMPAIGN);
    private static final Template[] EVENTS = templates();

    private Ads() {}

    /** An event but for its time. */
    private static final class Template {
        private final int campaign;
        private final String kind;
        private final byte[] json;
        private final int timeAt;

        Template(int campaign, String kind, String json) {
            this.campaign = campaign;
            this.kind = kind;
            this.json = json.getBytes(StandardCharsets.UTF_8);
            this.timeAt = json.indexOf(TIME_FIELD) + TIME_FIELD.length();
        }
    }

    /** The event of a number, as JSON. */
    public static byte[] json(long number) {
        Template template = template(number);
        byte[] json = template.json.clone();
        long rest = time(number);
        for (int at = template.timeAt + TIME_DIGITS - 1; at >= template.timeAt; at--) {
            json[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return json;
    }

    /** When an event happened, in milliseconds since 1970. */
    public static long time(long number) {
        int batchSize = Workload.YAHOO.batchSize();
        return EPOCH + number / batchSize * WINDOW_MILLIS + number % batchSize * WINDOW_MILLIS / batchSize;
    }

    /** The begin of the window that a time lies in. */
    public static long window(long time) {
        return time - time % WINDOW_MILLIS;
    }

    /** The campaign of each advertisement. */
    public static Map<String, String> campaigns() {
        Map<String, String> campaigns = new HashMap<>();
        for (int ad = 0; ad < AD_IDS.size(); ad++) {
            campaigns.put(AD_IDS.get(ad), CAMPAIGN_IDS.get(ad / ADS_A_CAMPAIGN));
        }
        return campaigns;
    }

    /** The hash of a result. */
    public static long hash(String campaign, long window, long count) {
        return Hashes.of(Hashes.of(campaign.hashCode(), window), count);
    }

    static boolean isCounted(long number) {
        return template(number).kind.equals(COUNTED);
    }

    static int campaign(long number) {
        return template(number).campaign;
    }

    static String campaignId(int campaign) {
        return CAMPAIGN_IDS.get(campaign);
    }

    private static Template template(long number) {
        return EVENTS[(int) (Hashes.mix(number) & (TEMPLATES - 1))];
    }

    private static Template[] templates() {
        Template[] templates = new Template[TEMPLATES];
        List<String> users = ids(1000);
        for (int i = 0; i < TEMPLATES; i++) {
            int ad = RANDOM.nextInt(AD_IDS.size());
            String kind = KINDS.get(RANDOM.nextInt(KINDS.size()));
            String json = "{\"user_id\":\"" + users.get(RANDOM.nextInt(users.size()))
                    + "\",\"page_id\":\"" + users.get(RANDOM.nextInt(users.size()))
                    + "\",\"ad_id\":\"" + AD_IDS.get(ad)
                    + "\",\"ad_type\":\"" + TYPES.get(RANDOM.nextInt(TYPES.size()))
                    + "\",\"event_type\":\"" + kind
                    + "\"," + TIME_FIELD + "0".repeat(TIME_DIGITS)
                    + "\",\"ip_address\":\"1.2.3.4\"}";
            templates[i] = new Template(ad / ADS_A_CAMPAIGN, kind, json);
        }
        return templates;
    }

    private static List<String> ids(int count) {
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(new UUID(RANDOM.nextLong(), RANDOM.nextLong()).toString());
        }
        return ids;
    }
}
