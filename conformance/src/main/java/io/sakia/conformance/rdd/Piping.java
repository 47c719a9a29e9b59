package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** Records through processes. The commands are those of any Unix. */
public final class Piping {
    private Piping() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("pipe runs a command for each partition", "RDD.pipe(String)")
                        .words("[b a] [] [c]")
                        .givesPartitions("[a b] [] [c]", words -> words.pipe("sort")),
                rdd("pipe cuts a command at spaces")
                        .words("[a b]")
                        .givesPartitions("[2]", words -> words.pipe(" grep  -c . ")),
                rdd("pipe of a command and its arguments", "RDD.pipe(List)")
                        .words("[b a] [c]")
                        .givesPartitions("[x b x a] [x c]", words -> words.pipe(List.of("sed", "s/^/x /"))),
                rdd("pipe with an environment", "RDD.pipe(List,Map)")
                        .words("[a] [b]")
                        .givesPartitions(
                                "[hello world] [hello world]",
                                words -> words.pipe(
                                        List.of("sh", "-c", "echo $GREETING"), Map.of("GREETING", "hello world"))),
                rdd("pipe gives lines to what comes after")
                        .ints("[1 2] [3]")
                        .returns(
                                "12",
                                numbers -> numbers.pipe("cat")
                                        .map(line -> Integer.parseInt(line) * 2)
                                        .reduce(Integer::sum)),
                scenario("a command may write more than it reads, and more than fits a pipe", Piping::writesMuch),
                scenario("a command may stop to read", Piping::stopsReading),
                scenario("a command may close its output and read on", Piping::readsOn),
                scenario("an exit code other than 0 fails with the end of stderr", Piping::fails),
                scenario("a command that is not there fails", Piping::failsWithoutCommand),
                scenario("a reader that stops early ends the process", Piping::endsEarly),
                scenario("a cancelled job ends the process", Piping::isCancelled));
    }

    private static void writesMuch(Target target) {
        RDD<String> numbers = target.context()
                .parallelize(
                        IntStream.range(0, 40_000).mapToObj(i -> "line " + i).toList(), 2);
        assertThat(numbers.pipe(List.of("awk", "{print $0 \" once\"; print $0 \" twice\"}"))
                        .count())
                .isEqualTo(80_000);
        assertThat(numbers.pipe("sort").collect()).containsExactlyInAnyOrderElementsOf(numbers.collect());
    }

    private static void stopsReading(Target target) {
        RDD<String> numbers = target.context()
                .parallelize(
                        IntStream.range(0, 40_000).mapToObj(i -> "line " + i).toList(), 2);
        assertThat(numbers.pipe("head -n 1").collect()).containsExactly("line 0", "line 20000");
    }

    private static void readsOn(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Path file = folder.path().resolve("all");
            RDD<Integer> numbers = target.context()
                    .parallelize(IntStream.range(0, 40_000).boxed().toList(), 1);
            assertThat(numbers.pipe(List.of("sh", "-c", "exec 1>&-; exec cat > " + file))
                            .collect())
                    .isEmpty();
            assertThat(Files.readAllLines(file))
                    .hasSize(40_000)
                    .startsWith("0", "1")
                    .endsWith("39999");
        }
    }

    private static void fails(Target target) {
        RDD<String> words = target.context().parallelize(List.of("a"), 1);
        assertThatThrownBy(() -> words.pipe(List.of("sh", "-c", "cat; echo 'out of luck' >&2; exit 3"))
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("pipe at Piping.java:")
                .hasMessageContaining("ended with exit code 3; its stderr ends: out of luck");
    }

    private static void failsWithoutCommand(Target target) {
        RDD<String> words = target.context().parallelize(List.of("a"), 1);
        assertThatThrownBy(() -> words.pipe("no-such-command-anywhere -x").collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("no-such-command-anywhere");
        assertThatThrownBy(() -> words.pipe(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pipe at Piping.java:")
                .hasMessageContaining("needs a command");
        assertThatThrownBy(() -> words.pipe(" ")).hasMessageContaining("needs a command");
    }

    private static void endsEarly(Target target) {
        RDD<String> words = target.context().parallelize(List.of("a"), 1);
        assertThat(words.pipe("yes").take(2)).containsExactly("y", "y");
    }

    private static void isCancelled(Target target) throws Exception {
        SakiaContext context = target.context();
        try (Folder folder = Folder.create();
                WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.path().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            List<String> command = List.of("sh", "-c", "touch " + folder.path().resolve("started") + "; sleep 600");
            FutureTask<Long> job = new FutureTask<>(
                    () -> context.parallelize(List.of("a"), 1).pipe(command).count());
            new Thread(job, "job").start();
            watch.take();
            context.cancelAllJobs("enough");
            assertThatThrownBy(job::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(JobCancelledException.class);
            assertNoneRuns(folder.path());
        }
    }

    private static void assertNoneRuns(Path mark) throws IOException {
        List<ProcessHandle> left = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(mark.toString()))
                .toList();
        for (ProcessHandle process : left) {
            process.onExit().join(); // hangs if nobody killed it
        }
    }
}
