package io.sakia.rdd;

import io.sakia.TaskContext;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A process that reads records as lines and whose lines are the records of a partition.
 *
 * <pre>
 *   records ──task's thread──► input (bounded) ──feeder──► stdin  PROCESS  stdout ──reader──► output (bounded) ──► task's thread
 *                                                                 stderr ──drain──► its last 4,096 characters
 * </pre>
 *
 * The task's thread alone runs the functions that give the records: it fills the input while there is no output, and waits for either. So
 * neither side can wait for the other, however the process mixes reading and writing. The process is killed when the task ends before it,
 * which covers cancellation, failures and readers that stop early.
 */
final class PipedProcess<T> implements Iterator<String> {
    private static final int ROOM = 1024;
    private static final int TAIL = 4096;

    private final List<String> command;
    private final Iterator<T> records;
    private final Process process;

    // Guarded by this.
    private final Deque<String> input = new ArrayDeque<>();
    private final Deque<String> output = new ArrayDeque<>();
    private final StringBuilder errors = new StringBuilder();
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean errorsEnded;
    private boolean closed;
    private @Nullable IOException failure;

    private PipedProcess(List<String> command, Iterator<T> records, Process process) {
        this.command = command;
        this.records = records;
        this.process = process;
    }

    static <T> Plan<String> plan(Origin origin, Plan<T> plan, List<String> command, Map<String, String> environment) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException(
                    origin + " needs a command, such as \"sort -u\" or List.of(\"grep\", \"two words\")");
        }
        List<String> words = List.copyOf(command);
        Map<String, String> variables = Map.copyOf(environment);
        Step.PartitionFunction<T, String> step = (partition, records) -> start(words, variables, records);
        return new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, step)), false);
    }

    private static <T> PipedProcess<T> start(List<String> command, Map<String, String> environment, Iterator<T> records)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().putAll(environment);
        PipedProcess<T> piped = new PipedProcess<>(command, records, builder.start());
        TaskContext task = TaskContext.current();
        if (task != null) {
            task.onEnd(piped::close);
        }
        piped.thread("feeder", piped::feed);
        piped.thread("reader", piped::read);
        piped.thread("drain", piped::drain);
        return piped;
    }

    private void thread(String role, Runnable body) {
        Thread thread = new Thread(body, "pipe-" + role + " " + command.get(0));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean hasNext() {
        try {
            while (awaitOutputOrRoom()) {
                if (hasOutput()) {
                    return true;
                }
                // outside of the lock: these are the user's functions, and may take their time
                @Nullable String line = records.hasNext() ? String.valueOf(records.next()) : null;
                offer(line);
            }
            requireSuccess();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException cancelled =
                    new InterruptedIOException("the task was interrupted while '" + text() + "' ran");
            cancelled.initCause(e);
            throw new UncheckedIOException(cancelled);
        }
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("'" + text() + "' has written its last line");
        }
        synchronized (this) {
            notifyAll();
            return output.remove();
        }
    }

    /**
     * Waits until there is something to do for the task's thread; false once the process has written its last line and has been given all
     * records, or wants no more: one that closes its stdout may still read.
     */
    private synchronized boolean awaitOutputOrRoom() throws InterruptedException {
        while (output.isEmpty() && (inputEnded ? !outputEnded : input.size() >= ROOM)) {
            wait();
        }
        return !output.isEmpty() || !outputEnded || !inputEnded;
    }

    private synchronized boolean hasOutput() {
        return !output.isEmpty();
    }

    /** Gives the feeder a line, or null for the end. */
    private synchronized void offer(@Nullable String line) {
        if (line == null) {
            inputEnded = true;
        } else if (!inputEnded) {
            input.add(line);
        }
        notifyAll();
    }

    private void requireSuccess() throws InterruptedException {
        int exit = process.waitFor();
        String tail = errors();
        if (exit != 0) {
            throw new IllegalStateException("'" + text() + "' ended with exit code " + exit
                    + (tail.isEmpty() ? " and wrote nothing to stderr" : "; its stderr ends: " + tail));
        }
        IOException broken = failure();
        if (broken != null) {
            throw new UncheckedIOException(
                    "the output of '" + text() + "' can't be read: " + broken.getMessage(), broken);
        }
    }

    private synchronized String errors() throws InterruptedException {
        while (!errorsEnded) {
            wait();
        }
        return errors.toString().strip();
    }

    private synchronized @Nullable IOException failure() {
        return failure;
    }

    private void feed() {
        try (Writer stdin =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
            for (List<String> lines = inputs(); !lines.isEmpty(); lines = inputs()) {
                for (String line : lines) {
                    stdin.write(line);
                    stdin.write('\n');
                }
                stdin.flush();
            }
        } catch (IOException | InterruptedException e) {
            // The process reads no more, as head does: its exit code tells whether it should have.
            synchronized (this) {
                input.clear();
                inputEnded = true;
                notifyAll();
            }
        }
    }

    /** All lines that are there, when there are some; none at the end. */
    private synchronized List<String> inputs() throws InterruptedException {
        while (input.isEmpty() && !inputEnded && !closed) {
            wait();
        }
        List<String> lines = closed ? List.of() : new ArrayList<>(input);
        input.clear();
        notifyAll();
        return lines;
    }

    private void read() {
        try (BufferedReader stdout =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = stdout.readLine(); line != null && wrote(line); line = stdout.readLine()) {}
        } catch (IOException e) {
            synchronized (this) {
                failure = closed ? null : e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                outputEnded = true;
                notifyAll();
            }
        }
    }

    private synchronized boolean wrote(String line) throws InterruptedException {
        while (output.size() >= ROOM && !closed) {
            wait();
        }
        output.add(line);
        notifyAll();
        return !closed;
    }

    private void drain() {
        try (InputStream stderr = process.getErrorStream()) {
            InputStreamReader reader = new InputStreamReader(stderr, StandardCharsets.UTF_8);
            char[] chunk = new char[1024];
            for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
                synchronized (this) {
                    errors.append(chunk, 0, n);
                    errors.delete(0, Math.max(0, errors.length() - TAIL));
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                errors.append(" (stderr can't be read further: ")
                        .append(e.getMessage())
                        .append(')');
            }
        } finally {
            synchronized (this) {
                errorsEnded = true;
                notifyAll();
            }
        }
    }

    /** Kills what still runs, with what it started. */
    private void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String text() {
        return String.join(" ", command);
    }
}
