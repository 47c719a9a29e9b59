package io.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a call, it is told in one line, with what to do, and nothing is run. */
@Timeout(60)
class RefusalsTest {
    private final Session session = Session.redirected();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                      | say what to do: help, run, checkpoint, replay or deadletters",
                "run                                     | say what to run: wordcount",
                "rum                                     | there is nothing called rum; did you mean run?",
                "run wordcuont                           | there is nothing called wordcuont; did you mean wordcount?",
                "moon                                    | there is nothing called moon, only help, run, checkpoint, replay and deadletters (see sakia --help)",
                "help moon                               | unknown subcommand 'moon' (see sakia --help)",
                "run moon                                | there is nothing called moon, only wordcount (see sakia run --help)",
                "run wordcount now                       | there is nothing called now; only options can stand here",
                "run wordcount --inptu x                 | there is no option --inptu; did you mean --input?",
                "run wordcount --input                   | missing required parameter for option '--input'",
                "run wordcount --input a --input b       | option '--input' (FILE) should be specified only once",
                "run wordcount --port many               | 'many' is not an int",
                "run wordcount --port 70000              | a port is from 1 to 65535, not 70000",
                "run wordcount --host localhost          | --host localhost needs a port: add --port PORT",
                "run wordcount --input a --dir b         | --input and --dir contradict each other: there is one input; leave out one",
                "run wordcount --input a --port 1 --dir b| --input and --port and --dir contradict each other",
                "run wordcount --batch 3x                | --batch: '3x' is no duration; write a number and a unit, such as 200ms",
                "run wordcount --batch 0s                | --batch: a batch takes at least 1ms, not 0s; auto runs one whenever there are data",
                "run wordcount --until-idle soon         | --until-idle: 'soon' is no duration; write a number and a unit, such as 200ms",
                "run wordcount --until-idle 0s           | --until-idle: nothing can come in 0 time; write at least 1ms, not 0s",
                "run wordcount --conf sakia.streaming.untilIdle=0s | sakia.streaming.untilIdle: a stream is idle after at least 1ms, not 0s",
                "run wordcount --dir b --kafka-in h:1/t  | --dir and --kafka-in contradict each other: there is one input; leave out one",
                "run wordcount --kafka-in localhost/t    | --kafka-in takes HOST:PORT/TOPIC, such as localhost:9092/words, not 'localhost/t'",
                "run wordcount --kafka-out h:1/t --out o | --kafka-out and --out contradict each other: there is one output",
                "run wordcount --kafka-out h:1/t         | --kafka-out keeps totals from run to run, and writes each exactly once: add --checkpoint FOLDER",
                "run wordcount --totals --out o          | --totals and --out contradict each other: one prints sums at the end",
                "run wordcount --totals --checkpoint c   | --totals counts from this start on, --checkpoint goes on from earlier",
                "run wordcount --out pom.xml             | pom.xml is no folder; mend the path after --out",
                "run wordcount --checkpoint pom.xml      | pom.xml",
                "run wordcount --conf sakia.memory=lots  | sakia.memory is 'lots': use bytes as in 512m or 2g, or a share",
                "run wordcount --conf sakia.scheduler.mode=LIFO | sakia.scheduler.mode is 'LIFO', but must be FIFO or FAIR",
                "run wordcount --conf memory             | --conf takes KEY=VALUE, such as sakia.memory=512m, not 'memory'",
                "run wordcount --conf memory=1g          | --conf: a setting's key begins with 'sakia.', unlike 'memory'",
                "run wordcount --conf sakia.master=moon  | no engine knows the master 'moon'",
                "run wordcount --master local[0]         | the master 'local[0]' is malformed",
                "run wordcount --master moon             | no engine knows the master 'moon'",
                "run wordcount --input no/such/file      | there is no file no/such/file; mend the path",
                "run wordcount --dir no/such/folder      | there is no folder no/such/folder; create it",
            })
    void whatIsWrongIsToldInOneLine(String line, String message) {
        refused(message, line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void aFolderIsNoInputFile(@TempDir Path folder) {
        refused("is a folder; --input takes a file, --dir " + folder, "run", "wordcount", "--input", folder.toString());
    }

    @Test
    void aFileIsNoFolder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("words.txt"), "a b");
        refused("is no folder; --dir takes a folder, --input " + file, "run", "wordcount", "--dir", file.toString());
    }

    @Test
    void aClosedPortIsToldAtTheStart() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        refused("can't connect to localhost:" + port, "run", "wordcount", "--port", String.valueOf(port));
        assertThat(session.err.text()).contains("start the server (for example: nc -lk " + port + ")");
    }

    private void refused(String message, String... args) {
        assertThat(session.run(args)).isEqualTo(2);
        assertThat(session.out.text()).isEmpty();
        assertThat(session.err.lines()).hasSize(1);
        assertThat(session.err.text()).startsWith("sakia: ").contains(message);
    }
}
