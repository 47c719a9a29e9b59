package io.sakia.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIsNotDirectoryException;
import org.apache.hadoop.ipc.RemoteException;

/** Asks a file system, whose answers are made those of java.nio, and name the path. */
final class Asked {
    private Asked() {}

    /** A question. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    /** A request. */
    @FunctionalInterface
    interface Request {
        void ask() throws IOException;
    }

    static void to(Object path, Request request) throws IOException {
        of(path, () -> {
            request.ask();
            return path;
        });
    }

    static <T> T of(Object path, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw told(path.toString(), e instanceof RemoteException remote ? remote.unwrapRemoteException() : e);
        }
    }

    private static IOException told(String path, IOException e) {
        IOException clearer;
        if (e instanceof FileNotFoundException) {
            clearer = new NoSuchFileException(path);
        } else if (e instanceof org.apache.hadoop.fs.FileAlreadyExistsException) {
            clearer = new FileAlreadyExistsException(path);
        } else if (e instanceof ParentNotDirectoryException || e instanceof PathIsNotDirectoryException) {
            clearer = new NotDirectoryException(path);
        } else {
            clearer = new FileSystemException(path, null, firstLine(e));
        }
        clearer.initCause(e);
        return clearer;
    }

    /** Hadoop's messages may have the server's stack behind their first line. */
    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
