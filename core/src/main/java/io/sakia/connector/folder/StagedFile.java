package io.sakia.connector.folder;

import io.sakia.connector.Sink;

/**
 * The file that one task wrote for an output folder.
 *
 * @param folder the output folder that it is meant for, absolute
 * @param file the name of the file in the folder's staging folder
 * @param part its name in the output folder: {@code part-00000}
 */
public record StagedFile(String folder, String file, String part) implements Sink.Staged {
    /** The folder that the output folder is in. */
    String parent() {
        return folder.substring(0, folder.lastIndexOf('/') + 1);
    }

    /** The path of the file, from the folder that the output folder is in. */
    public String path() {
        return stagingFolder() + "/" + file;
    }

    /** The hidden folder beside the output folder where all its tasks write, from {@link #parent}. */
    String stagingFolder() {
        return "." + folder.substring(folder.lastIndexOf('/') + 1) + ".staged";
    }
}
