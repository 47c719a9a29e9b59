package io.sakia.streaming.checkpoint;

import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.batch.Recovered;
import io.sakia.streaming.graph.KeptOutput;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.state.StateFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A log as it once stood, to look back at: what is said to it is not kept. */
record PastBatchLog(
        Recovered recovered,
        KeptTotals totals,
        Map<String, byte[]> accumulators,
        StateFolder states,
        ReceivedFolder received)
        implements BatchLog {
    /** Brings totals to where they were. */
    @Override
    public void begin() throws IOException {
        totals.restore(accumulators);
    }

    @Override
    public void planned(Planned batch) {}

    @Override
    public void keep(Operator<?> operator, List<? extends KeptOutput.Output<?>> outputs) {}

    @Override
    public void sealed(Sealed epoch) {}

    @Override
    public void committed(long epoch) {}

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void close() {}
}
