package io.sakia.streaming.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is looked for among batches.
 *
 * <pre>
 *   count &gt; 1000                         the records of all outputs together
 *   output.alerts.count &gt; 0              those of one output
 *   lines ~ /error|refused/              a record of any output, as text
 *   output.alerts.lines ~ /disk full/
 *   source.clicks.count = 0              the records that were read of a source
 *   state.visits.keys &gt;= 1000000         the keys of a state
 *   state.visits[alice] &gt; 100            the state of a key; as a number, or as text: ~ /…/  !~ /…/  = "…"
 *   total.bad-lines &gt; 5                  the total of an accumulator
 *   a and b                              both
 * </pre>
 *
 * A value that is not there passes no check. Names with other characters than letters, digits, - and _ are quoted:
 * {@code output."print(counts)".count}.
 */
public final class Condition {
    private final String text;
    private final List<Term> terms;

    /**
     * What a batch says to a condition.
     *
     * @param holds whether it holds
     * @param facts what was found, in words: {@code state.visits[alice] is 42}
     */
    public record Verdict(boolean holds, String facts) {}

    Condition(String text, List<Term> terms) {
        this.text = text;
        this.terms = List.copyOf(terms);
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException which says at which character what was expected
     */
    public static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** The expressions that records of outputs are to be searched for. */
    List<Pattern> patterns() {
        return terms.stream().map(Term::pattern).flatMap(Optional::stream).toList();
    }

    /** The states that it needs to see. */
    List<Subject.StateOf> states() {
        return terms.stream().map(Term::state).flatMap(Optional::stream).toList();
    }

    /** Whether it needs to see an output. */
    boolean looksAt(String output) {
        return terms.stream().anyMatch(term -> term.looksAt(output));
    }

    /**
     * Refuses names that the program does not have.
     *
     * @param names what it has, by kind
     * @throws IllegalArgumentException if there is one, with those that there are
     */
    void require(Map<String, List<String>> names) {
        for (Term term : terms) {
            List<String> known = names.getOrDefault(term.kind(), List.of());
            if (!term.name().isEmpty() && !known.contains(term.name())) {
                throw new IllegalArgumentException("the program has no " + term.kind() + " '" + term.name() + "'"
                        + (known.isEmpty()
                                ? ", and no other one"
                                : "; write "
                                        + known.stream()
                                                .map(each -> term.kind() + "." + Subject.quoted(each))
                                                .collect(Collectors.joining(" or "))));
            }
        }
    }

    /** Whether it holds for a batch that was looked at for it. */
    Verdict of(ReplayedBatch batch) {
        List<String> facts = new ArrayList<>();
        boolean holds = true;
        for (Term term : terms) {
            Verdict verdict = term.of(batch);
            holds &= verdict.holds();
            facts.add(verdict.facts());
        }
        return new Verdict(holds, String.join(", ", facts));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
