package io.sakia.bench.peers.work;

/** Counts what the events were made of, without reading JSON. */
final class YahooModel implements Model {
    private long batch;

    @Override
    public Tally advance(long batches) {
        Tally tally = Tally.NONE;
        for (long i = 0; i < batches; i++) {
            tally = tally.plus(window());
        }
        return tally;
    }

    private Tally window() {
        long[] counts = new long[Ads.CAMPAIGNS];
        long first = Workload.YAHOO.from(batch, 0);
        batch++;
        for (long number = first; number < Workload.YAHOO.from(batch, 0); number++) {
            if (Ads.isCounted(number)) {
                counts[Ads.campaign(number)]++;
            }
        }
        long results = 0;
        long checksum = 0;
        for (int campaign = 0; campaign < counts.length; campaign++) {
            if (counts[campaign] > 0) {
                results++;
                checksum += Ads.hash(Ads.campaignId(campaign), Ads.window(Ads.time(first)), counts[campaign]);
            }
        }
        return new Tally(results, checksum);
    }
}
