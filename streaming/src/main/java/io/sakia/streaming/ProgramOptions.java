package io.sakia.streaming;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.console.Terminal;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.time.Duration;

/**
 * What the command line of a program says. It is read here, by hand, because these few options must not bring a library onto the class
 * path of every program.
 */
record ProgramOptions(SakiaConf conf, BatchInterval interval, boolean progress, boolean help) {
    static final String USAGE = """
            options:
              --master URL       where it runs: local[4] for 4 threads, local[*] for all cores (default)
              --batch INTERVAL   200ms, 1s, 5m, or auto: a batch whenever there are data (default 1s)
              --checkpoint DIR   go on from what an earlier run has left in this folder, and keep there what the next one needs
              --until-idle TIME  end when no data have come for so long, such as 3s
              --conf KEY=VALUE   a setting, such as sakia.default.parallelism=8; may be repeated
              --progress         a line of progress on standard error (default on a terminal)
              --help             this text""";

    static ProgramOptions parse(String... args) {
        SakiaConf conf = new SakiaConf();
        BatchInterval interval = BatchInterval.fixed(Durations.seconds(1));
        boolean progress = Terminal.isInteractive();
        boolean help = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--master" -> conf.setMaster(value(args, i++));
                case "--batch" -> interval = interval(value(args, i++));
                case "--checkpoint" -> conf.set("sakia.checkpoint.dir", value(args, i++));
                case "--until-idle" -> conf.set("sakia.streaming.untilIdle", duration(value(args, i++)));
                case "--conf" -> set(conf, value(args, i++));
                case "--progress" -> progress = true;
                case "--help", "-h" -> help = true;
                default ->
                    throw new IllegalArgumentException("there is no option " + args[i]
                            + ", only --master, --batch, --checkpoint, --until-idle, --conf, --progress and --help");
            }
        }
        return new ProgramOptions(conf, interval, progress, help);
    }

    private static String value(String[] args, int option) {
        if (option + 1 >= args.length) {
            throw new IllegalArgumentException("the option " + args[option] + " needs a value");
        }
        return args[option + 1];
    }

    private static BatchInterval interval(String text) {
        try {
            return BatchInterval.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--batch: " + e.getMessage(), e);
        }
    }

    private static String duration(String text) {
        Duration duration;
        try {
            duration = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--until-idle: " + e.getMessage(), e);
        }
        if (duration.isZero()) {
            throw new IllegalArgumentException("--until-idle: a stream is idle after at least 1ms, not " + text);
        }
        return text;
    }

    private static void set(SakiaConf conf, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "--conf takes KEY=VALUE, such as sakia.memory=512m, not '" + setting + "'");
        }
        conf.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
}
