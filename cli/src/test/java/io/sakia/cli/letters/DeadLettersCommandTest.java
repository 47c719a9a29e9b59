package io.sakia.cli.letters;

import static io.sakia.streaming.error.ErrorPolicy.deadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.Session;
import io.sakia.function.Function;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.error.LetterSource;
import io.sakia.streaming.source.FileSource;
import io.sakia.streaming.time.BatchInterval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeadLettersCommandTest {
    private static final String FAILED = "java.lang.NumberFormatException: For input string: \"0x";

    @TempDir
    Path folder;

    private final Session session = Session.redirected();
    private String checkpoint = "";

    @BeforeEach
    void lines() throws Exception {
        checkpoint = folder.resolve("checkpoint").toString();
        Files.writeString(folder.resolve("numbers.txt"), "1\n0x10\n2\n0x20\n");
    }

    @Test
    void listsLettersAndHasThemReadAgain() throws Exception {
        assertThat(run(Integer::valueOf)).containsExactly(1, 2);
        assertThat(session.run("deadletters", checkpoint)).isZero();
        assertThat(session.out.lines())
                .contains(
                        "2 dead letters",
                        "By operator and cause",
                        "  operator  letters  last batch  cause",
                        "  numbers         2           1  java.lang.NumberFormatException")
                .anyMatch(line -> line.matches("  +1  20.*  numbers   .*numbers.txt.*  0x10    " + FAILED + "10\".*"));

        Session asks = Session.redirected();
        assertThat(asks.run("deadletters", checkpoint, "--replay")).isZero();
        assertThat(asks.out.lines())
                .contains(
                        "2 dead letters will be read again at the next start, where the program has a LetterSource for them");
        assertThat(run(Integer::decode)).containsExactly(16, 32);

        Session again = Session.redirected();
        assertThat(again.run("deadletters", checkpoint, "--replay")).isZero();
        assertThat(again.out.lines()).containsExactly("There are no dead letters that were not asked for before.");
        assertThat(run(Integer::decode)).isEmpty();
        Session list = Session.redirected();
        assertThat(list.run("deadletters", checkpoint, "--last", "1")).isZero();
        assertThat(list.out.lines())
                .contains("2 dead letters, of which 2 were asked for again")
                .noneMatch(line -> line.contains("0x10"))
                .anyMatch(line -> line.contains("0x20"));
    }

    @Test
    void whatIsRejectedAgainIsALetterAgain() throws Exception {
        run(Integer::valueOf);
        assertThat(Session.redirected().run("deadletters", checkpoint, "--replay"))
                .isZero();
        assertThat(run(Integer::valueOf)).isEmpty();
        assertThat(session.run("deadletters", checkpoint, "--replay")).isZero();
        assertThat(session.out.lines()).anyMatch(line -> line.startsWith("2 dead letters will be read again"));
        assertThat(run(Integer::decode)).containsExactly(16, 32);
    }

    @Test
    void recordsThatCantBeStoredAreTextAlone() throws Exception {
        run(line -> Integer.valueOf(line), line -> new Unstorable(line));
        assertThat(session.run("deadletters", checkpoint, "--replay")).isZero();
        assertThat(session.out.lines())
                .contains(
                        "0 dead letters will be read again at the next start, where the program has a LetterSource for them",
                        "2 dead letters can't, as only the text of their records was kept: register their types by ssc.types(…)");
        Session list = Session.redirected();
        assertThat(list.run("deadletters", checkpoint)).isZero();
        assertThat(list.out.lines()).anyMatch(line -> line.contains("Unstorable[line=0x20]"));
    }

    @Test
    void whereThereAreNone() throws Exception {
        run(Integer::decode);
        assertThat(session.run("deadletters", checkpoint)).isZero();
        assertThat(session.out.lines()).containsExactly("There are no dead letters.");
        Session wrong = Session.redirected();
        assertThat(wrong.run("deadletters", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(wrong.err.text())
                .contains("there is no checkpoint " + folder.resolve("nowhere") + ": name its folder");
    }

    /** A record of a class that the program does not register. */
    private record Unstorable(String line) implements java.io.Serializable {}

    /** Runs a program over the lines to their end; gives the numbers that came of them. */
    private List<Integer> run(Function<String, Integer> parse) throws Exception {
        return run(parse, null);
    }

    private List<Integer> run(Function<String, Integer> parse, Function<String, Object> wrap) throws Exception {
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        SakiaConf conf = new SakiaConf().setMaster("local[1]");
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.checkpoint(checkpoint);
            DStream<String> lines = ssc.source(
                            new FileSource(folder.resolve("numbers.txt").toString(), 1 << 20))
                    .named("lines")
                    .union(ssc.source(LetterSource.of(checkpoint, "numbers", String.class))
                            .named("again"));
            DStream<Integer> parsed = wrap == null
                    ? lines.map(parse).onError(deadLetter()).named("numbers")
                    : lines.map(wrap)
                            .map(wrapped -> parse.call(((Unstorable) wrapped).line()))
                            .onError(deadLetter())
                            .named("numbers");
            parsed.foreachRDD(rdd -> numbers.addAll(rdd.collect()));
            ssc.start();
            ssc.awaitTermination();
        }
        return numbers;
    }
}
