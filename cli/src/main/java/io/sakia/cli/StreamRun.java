package io.sakia.cli;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.console.ProgressLine;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;

/**
 * One run of a program on the command line.
 *
 * @param conf the settings
 * @param interval when batches begin
 * @param progress whether a line of progress is shown
 */
public record StreamRun(SakiaConf conf, BatchInterval interval, boolean progress) {
    /** How a stream ended. */
    public enum End {
        /** All its inputs have ended. */
        COMPLETE,
        /** The process was asked to stop; what had been taken in is finished. */
        STOPPED,
        /** Something failed; the user has been told. */
        FAILED
    }

    /**
     * Runs a program to its end.
     *
     * @throws WrongUseException when it can't start; nothing has run
     */
    public End run(StreamProgram program, Shell shell) throws InterruptedException {
        StreamingContext ssc = started(program, shell);
        try (ssc) {
            shell.stop().whenAsked(() -> ssc.stop(true));
            ssc.awaitTermination();
        } catch (RuntimeException e) {
            shell.say("the stream failed: " + e.getMessage());
            return End.FAILED;
        }
        return shell.stop().isAsked() ? End.STOPPED : End.COMPLETE;
    }

    private StreamingContext started(StreamProgram program, Shell shell) {
        StreamingContext ssc;
        try {
            ssc = new StreamingContext(conf, interval);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
        try {
            Console console = new Console(shell.out().stream(), shell.err());
            ssc.setConsole(console);
            if (progress) {
                ssc.addStreamingListener(new ProgressLine(console));
            }
            ssc.addStreamingListener(new StopWithReader(ssc, shell));
            program.define(ssc);
            ssc.start();
            return ssc;
        } catch (Exception e) {
            ssc.stop(false);
            if (e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
                throw new WrongUseException(String.valueOf(e.getMessage()), e);
            }
            throw new IllegalStateException("the program can't be defined: " + e, e);
        }
    }

    /** Stops a stream whose output nobody reads any more, as in {@code sakia run wordcount | head}. */
    private record StopWithReader(StreamingContext ssc, Shell shell) implements StreamingListener {
        @Override
        public void onBatchCompleted(BatchInfo batch) {
            if (!shell.out().flush()) {
                ssc.stop(false);
            }
        }
    }
}
