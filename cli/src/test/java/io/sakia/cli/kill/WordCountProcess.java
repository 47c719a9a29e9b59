package io.sakia.cli.kill;

import io.sakia.cli.Main;
import io.sakia.cli.wordcount.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Word counts over the files of a folder. */
final class WordCountProcess extends FilesProcess {
    /** At most so many lines in a file. */
    private static final int LINES = 200;

    final Counts truth = new Counts();

    private WordCountProcess(Path folder, long seed) throws IOException {
        super(folder, seed);
        addFile();
    }

    /** {@code sakia run wordcount}. */
    static WordCountProcess ofCommandLine(Path folder, long seed) throws IOException {
        WordCountProcess counting = new WordCountProcess(folder, seed);
        counting.run(List.of(
                Main.class.getName(),
                "run",
                "wordcount",
                "--dir",
                counting.in.toString(),
                "--out",
                counting.out.toString()));
        return counting;
    }

    /** A program with a main of its own, {@link UsersProgram}. */
    static WordCountProcess ofUser(Path folder, long seed) throws IOException {
        WordCountProcess counting = new WordCountProcess(folder, seed);
        counting.run(List.of("-Din=" + counting.in, "-Dout=" + counting.out, UsersProgram.class.getName()));
        return counting;
    }

    @Override
    String nextText(Random from) {
        String text = Counts.text(from, 1 + from.nextInt(LINES));
        truth.addText(text);
        return text;
    }
}
