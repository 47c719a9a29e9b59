package io.sakia.column;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a loop's class, one for each function that is busy. The class itself is the loop of all others, and the template: its bytes are
 * defined again as a hidden class in which the function is a constant, so that the JIT compiles it into the loop, with types and branches as they
 * are for this function alone.
 *
 * <pre>{@code
 * final class SumLoop {
 *     private static final @Nullable Function SHARED = LoopCopies.shared(MethodHandles.lookup()); // null in the template
 *     …
 * }
 * LoopCopies<Function> copies = new LoopCopies<>(MethodHandles.lookup(), SumLoop.class, CONSTRUCTOR, 4_000_000);
 * LoopCopies.Use use = copies.use(function);
 * MethodHandle own = use.copy(); // makes loops of a class of its own once use.count has told of four million records
 * }</pre>
 *
 * <p>A copy starts in the interpreter again, so it pays only for many records; when as much was lost without one as it costs, as much is likely to
 * come. Copies that were not used for long are forgotten; all of them go with this object. Where no class can be defined there are none, and the
 * template does the work.
 *
 * <p>Nothing in a template may be static and change, and it has no lambda and no nested class: they would be those of the template. Nor is
 * {@code this} handed to anything that wants the template's own type.
 *
 * <p>Thread-safe.
 *
 * @param <F> the functions; equal records are one, of others each object is one
 */
public final class LoopCopies<F> {
    private static final Logger LOG = LoggerFactory.getLogger(LoopCopies.class);
    private static final int MOST = 256;

    private final Lookup lookup;
    private final Class<?> template;
    private final MethodType constructor;
    private final long many;

    /** Guarded by itself. */
    private final Map<Use, Use> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Use, Use> eldest) {
            return size() > MOST;
        }
    };

    private byte @Nullable [] bytes;
    private volatile boolean impossible;

    /**
     * No copies yet.
     *
     * @param lookup of a class in the template's package, with all rights
     * @param constructor the type of the template's constructor, which gives void
     * @param many how many records a function has before it gets a copy
     */
    public LoopCopies(Lookup lookup, Class<?> template, MethodType constructor, long many) {
        this.lookup = lookup;
        this.template = template;
        this.constructor = constructor;
        this.many = many;
    }

    /** The function that a copy was defined for; null for the template itself. For the templates' own initialisers. */
    @SuppressWarnings("unchecked") // it is what the copy was defined with
    public static <F> @Nullable F shared(Lookup lookup) {
        try {
            Constants constants = constants(lookup);
            return constants == null ? null : (F) constants.function;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a loop can't see what it was defined for", e);
        }
    }

    /** How the records that the function works on lie in cells; null for the template, and where that is not known. Likewise. */
    public static @Nullable RecordForm form(Lookup lookup) {
        try {
            Constants constants = constants(lookup);
            return constants == null ? null : constants.form;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a loop can't see what it was defined for", e);
        }
    }

    private static @Nullable Constants constants(Lookup lookup) throws IllegalAccessException {
        return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, Constants.class);
    }

    /** What a copy is defined with. */
    private record Constants(Object function, @Nullable RecordForm form) {}

    /** How much a function, of which all tasks have the same object, was used so far. */
    public Use use(F function) {
        synchronized (known) {
            Use now = new Use(function);
            Use before = known.putIfAbsent(now, now);
            return before == null ? now : before;
        }
    }

    private @Nullable MethodHandle define(Object function, @Nullable Class<?> records) {
        try {
            RecordForm form = records == null ? null : RecordForm.of(records);
            Lookup copy = lookup.defineHiddenClassWithClassData(template(), new Constants(function, form), true);
            return copy.findConstructor(copy.lookupClass(), constructor)
                    .asType(constructor.changeReturnType(template.getSuperclass()));
        } catch (ReflectiveOperationException | LinkageError | UncheckedIOException e) {
            impossible = true;
            LOG.info("{} can't be copied; it does the work of its copies, more slowly", template.getName(), e);
            return null;
        }
    }

    private synchronized byte[] template() {
        byte[] all = bytes;
        if (all == null) {
            try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
                if (in == null) {
                    throw new IOException("it is missing");
                }
                all = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the class file of " + template.getName() + " can't be read: " + e.getMessage(), e);
            }
            bytes = all;
        }
        return all;
    }

    /** A function, and how many records it was used for. */
    public final class Use {
        private final Object function;
        private final AtomicLong records = new AtomicLong();
        private @Nullable MethodHandle copy;
        private volatile @Nullable Class<?> seen;

        private Use(Object function) {
            this.function = function;
        }

        /** Notes that the template has done the work for some records. */
        public void count(long some) {
            records.addAndGet(some);
        }

        /** Notes that the function works on a record, as it is likely to do again. */
        public void sees(@Nullable Object record) {
            if (record instanceof Record) {
                seen = record.getClass();
            }
        }

        /** The constructor of the function's own copy, which gives the template's superclass; null if there is none. */
        public @Nullable MethodHandle copy() {
            if (impossible || records.get() < many) {
                return null;
            }
            synchronized (this) {
                if (copy == null) {
                    copy = define(function, seen);
                }
                return copy;
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof LoopCopies<?>.Use use
                    && (function instanceof Record ? function.equals(use.function) : function == use.function);
        }

        @Override
        public int hashCode() {
            return function instanceof Record ? function.hashCode() : System.identityHashCode(function);
        }
    }
}
