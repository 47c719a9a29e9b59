package io.sakia.spark;

/** Says what to do about something that can't be serialised. */
final class Unserializable {
    private Unserializable() {}

    /** An exception whose first line is advice; {@code found} tells where the trouble was. */
    static IllegalStateException in(String what, Throwable found) {
        return new IllegalStateException(
                what
                        + " must be Serializable, as executors exchange it by Java serialisation: let its classes implement"
                        + " java.io.Serializable (" + found.getMessage() + ")",
                found);
    }
}
