package io.sakia.streaming.error;

/** An operator has rejected more records than its {@link ErrorPolicy} allows, so the stream ends. The message says who, how many, and the last. */
public final class TooManyRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooManyRejectedException(String message) {
        super(message, null, false, false);
    }

    static TooManyRejectedException inTask(String operator, long most, int partition, Object record, Throwable cause) {
        return new TooManyRejectedException(operator + " has rejected more than " + most + " records in partition "
                + partition + " alone, and may reject " + most + " in a batch; the last is " + ShortText.of(record)
                + ": " + ShortText.of(cause));
    }

    static TooManyRejectedException inBatch(String operator, long count, long most, String last) {
        return new TooManyRejectedException(operator + " has rejected " + count
                + " records in this batch, and may reject " + most + "; the last is " + last);
    }

    static TooManyRejectedException ofLast(String operator, long count, long records, double part, String last) {
        return new TooManyRejectedException(operator + " has rejected " + count + " of the last " + records
                + " records, and may reject " + percent(part) + " of them; the last is " + last);
    }

    private static String percent(double part) {
        double percent = Math.rint(part * 100_000) / 1_000;
        return percent == Math.rint(percent) ? (long) percent + " %" : percent + " %";
    }
}
