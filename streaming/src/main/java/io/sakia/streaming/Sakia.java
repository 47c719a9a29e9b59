package io.sakia.streaming;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.console.ProgressLine;
import io.sakia.streaming.time.BatchInterval;

/**
 * Runs a program from its {@code main}: reads the command line, starts the stream, and stops it gracefully on Ctrl-C or SIGTERM.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Sakia.run(WordCount::define, args); // --master local[4] --batch 200ms --conf key=value
 * }
 * }</pre>
 *
 * <p>On Ctrl-C or SIGTERM inputs take in nothing new, what they took in is processed, sealed, published and committed, and the process exits
 * with the JVM's code, 130 or 143. This is a shutdown hook; signals stay the JVM's, which lets a second one wait for the first. To end a
 * process that takes too long, kill it: with a {@linkplain StreamingContext#checkpoint checkpoint} the next start goes on with nothing lost and
 * nothing twice.
 */
public final class Sakia {
    /** The exit code of a wrong call: an unknown option, a missing file, a closed port. */
    private static final int WRONG_USE = 2;

    private Sakia() {}

    /** Runs the program until it ends; the process exits with 2 if it can't start, with 1 if it fails. */
    public static void run(StreamProgram program, String... args) {
        ProgramOptions options;
        try {
            options = ProgramOptions.parse(args);
        } catch (IllegalArgumentException e) {
            fail(e.getMessage() + " (see --help)", WRONG_USE);
            return;
        }
        if (options.help()) {
            System.out.println(ProgramOptions.USAGE);
            return;
        }
        StreamingContext ssc;
        try {
            ssc = start(program, options.conf(), options.interval(), options.progress());
        } catch (IllegalArgumentException | IllegalStateException e) {
            fail(String.valueOf(e.getMessage()), WRONG_USE);
            return;
        }
        try {
            awaitOrSignal(ssc);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            Failure.print(e, System.err);
            System.exit(1);
        }
    }

    /**
     * Defines and starts a program.
     *
     * @param progress whether to show a line of progress on standard error
     * @throws IllegalArgumentException when the program or the settings are wrong; one clear line
     * @throws IllegalStateException when an input or output can't be opened; one clear line
     */
    public static StreamingContext start(
            StreamProgram program, SakiaConf conf, BatchInterval interval, boolean progress) {
        return StreamingContext.defined(new StreamingContext(conf, interval), ssc -> {
            Console console = Console.standard();
            ssc.setConsole(console);
            if (progress) {
                ssc.addStreamingListener(new ProgressLine(console));
            }
            program.define(ssc);
            ssc.start();
        });
    }

    /** Waits for the end of a stream, and stops it gracefully when the process is asked to end; throws what made it fail. */
    public static void awaitOrSignal(StreamingContext ssc) throws InterruptedException {
        Thread hook = new Thread(() -> ssc.stop(true), "sakia-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            ssc.awaitTermination();
        } finally {
            if (removeHook(hook)) {
                ssc.stop(true);
            }
        }
    }

    private static boolean removeHook(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false; // the process is ending: the hook stops the stream
        }
    }

    private static void fail(String message, int code) {
        System.err.println(message);
        System.exit(code);
    }
}
