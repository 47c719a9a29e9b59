package io.sakia.bench.peers.work;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.Serializable;

/** An event of {@link Ads}, as Jackson reads it. */
public record AdEvent(
        @JsonProperty("user_id") String userId,
        @JsonProperty("page_id") String pageId,
        @JsonProperty("ad_id") String adId,
        @JsonProperty("ad_type") String adType,
        @JsonProperty("event_type") String eventType,
        @JsonProperty("event_time") String eventTime,
        @JsonProperty("ip_address") String ipAddress)
        implements Serializable {
    private static final ObjectReader READER = new ObjectMapper().readerFor(AdEvent.class);

    /** Reads an event. */
    public static AdEvent parse(byte[] json) throws IOException {
        return READER.readValue(json);
    }

    /** Whether it is counted. */
    public boolean isCounted() {
        return eventType.equals(Ads.COUNTED);
    }

    /** When it happened, in milliseconds since 1970. */
    public long time() {
        return Long.parseLong(eventTime);
    }
}
