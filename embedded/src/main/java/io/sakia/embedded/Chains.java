package io.sakia.embedded;

import io.sakia.function.Wrapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chains that an engine knows: how often which steps have come, and what was generated for them. It keeps those that were used last, and
 * goes with its engine.
 */
final class Chains {
    private static final int MOST = 256;

    /** So many steps in one generated method: the JIT gives up on methods of 8,000 bytes. */
    static final int LONGEST = 64;

    private final Map<Form, ChainForm> forms = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Form, ChainForm> eldest) {
            return size() > MOST;
        }
    };

    /** The link that applies steps in order and pushes what comes of them into another. */
    Link link(ChainStep[] steps, Link last) {
        Link link = last;
        int end = steps.length;
        while (end > 0) {
            int first = Math.max(0, end - LONGEST);
            ChainStep[] part = first == 0 && end == steps.length ? steps : Arrays.copyOfRange(steps, first, end);
            link = form(part, link).link(part, link);
            end = first;
        }
        return link;
    }

    private synchronized ChainForm form(ChainStep[] steps, Link last) {
        return forms.computeIfAbsent(
                Form.of(steps, last), form -> new ChainForm(steps.length, last instanceof PairLink));
    }

    /** The classes of functions and what is done with what they give; where their results go to matters for how they are handed on. */
    private static final class Form {
        private final Object[] parts;

        private Form(Object[] parts) {
            this.parts = parts;
        }

        static Form of(ChainStep[] steps, Link last) {
            Object[] parts = new Object[2 * steps.length + 1];
            for (int i = 0; i < steps.length; i++) {
                parts[2 * i] = steps[i].kind();
                parts[2 * i + 1] = type(steps[i].function());
            }
            parts[2 * steps.length] = last.getClass();
            return new Form(parts);
        }

        /** The class of a function; of one around another both, since what is inside is what is called. */
        private static Object type(Object function) {
            return function instanceof Wrapper wrapper
                    ? List.of(function.getClass(), type(wrapper.wrapped()))
                    : function.getClass();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Form form && Arrays.equals(parts, form.parts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }
    }
}
