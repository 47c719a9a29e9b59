package io.sakia.spark;

import io.sakia.engine.OperatorException;
import io.sakia.plan.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A task's failure, in a form that always reaches the driver. Spark sends the exception that a task threw with its report and makes
 * it the cause of the job's, but drops it where anything in it can't be serialised or found again: so what the user's function
 * threw travels as bytes, with its text and frames beside, should the bytes be of no use over there.
 */
final class TaskFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Origin operator;
    private final int partition;
    private final int attempts;
    private final @Nullable String record;
    private final String text;
    private final byte @Nullable [] thrown;

    private TaskFailure(Origin operator, @Nullable String record, Throwable thrown) {
        super(operator + (record == null ? "" : ", record " + record) + ": " + thrown);
        TaskContext task = TaskContext.get();
        this.operator = operator;
        this.partition = task == null ? -1 : task.partitionId();
        this.attempts = task == null ? 0 : task.attemptNumber() + 1;
        this.record = record;
        this.text = thrown.toString();
        this.thrown = serialise(thrown);
        setStackTrace(thrown.getStackTrace());
    }

    /** What to throw for what an operator's function threw; what was wrapped further in keeps its place. */
    static TaskFailure of(Origin operator, @Nullable Object record, Throwable thrown) {
        if (thrown instanceof TaskFailure inner) {
            return inner;
        }
        // Describing a record calls its toString: not when the virtual machine is out of something.
        OperatorException described =
                OperatorException.of(operator, thrown instanceof VirtualMachineError ? null : record, thrown);
        Throwable cause = described.getCause() == null ? described : described.getCause();
        return new TaskFailure(described.origin(), described.record(), cause);
    }

    /** What to throw where a function gave null for a record. */
    static TaskFailure gaveNull(Origin operator, @Nullable Object record) {
        NullPointerException fault = new NullPointerException(
                operator.operation()
                        + " gave null, and a record can't be null: leave it out with filter or flatMap, or wrap it in an Optional");
        fault.setStackTrace(new StackTraceElement[0]);
        return of(operator, record, fault);
    }

    /** The operator whose function failed. */
    Origin operator() {
        return operator;
    }

    /** The partition, from 0, or −1 outside of tasks. */
    int partition() {
        return partition;
    }

    /** Which attempt this was, from 1. */
    int attempts() {
        return attempts;
    }

    /** The record at fault, if one is known. */
    @Nullable
    String record() {
        return record;
    }

    /** What the function threw, or a likeness if that can't be had here. */
    Throwable thrown() {
        if (thrown != null) {
            try (ObjectInputStream in = new ContextInput(thrown)) {
                return (Throwable) in.readObject();
            } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
                return new Likeness(text, getStackTrace());
            }
        }
        return new Likeness(text, getStackTrace());
    }

    private static byte @Nullable [] serialise(Throwable thrown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return null;
        }
        return bytes.toByteArray();
    }

    /** Stands for an exception that could not travel: it prints as that did. */
    private static final class Likeness extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;

        Likeness(String text, StackTraceElement[] frames) {
            super(text);
            this.text = text;
            setStackTrace(frames);
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // the text begins with the name of the class that it stands for
        public String toString() {
            return text;
        }
    }

    /** Finds classes where the thread that waits for the job finds them. */
    private static final class ContextInput extends ObjectInputStream {
        ContextInput(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
