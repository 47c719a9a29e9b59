package io.sakia.cli.kill;

import io.sakia.Pair;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import java.util.List;

/** A word count as a user writes it, with a main of its own; the system properties {@code in} and {@code out} name its folders. */
final class UsersProgram {
    private UsersProgram() {}

    public static void main(String[] args) {
        Sakia.run(UsersProgram::define, args);
    }

    private static void define(StreamingContext ssc) {
        DirectorySettings all = DirectorySettings.defaults().withNewFilesOnly(false);
        ssc.source(DirectorySource.text(System.getProperty("in"), all))
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum)
                .map(word -> word.key() + "\t" + word.value())
                .saveAsTextFiles(System.getProperty("out") + "/batch");
    }
}
