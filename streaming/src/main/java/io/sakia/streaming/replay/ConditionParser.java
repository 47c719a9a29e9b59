package io.sakia.streaming.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a {@link Condition}.
 *
 * <pre>
 *   condition  term ("and" term)*
 *   term       "lines" match | "count" number
 *            | "output" "." name "." ("lines" match | "count" number)
 *            | "source" "." name "." "count" number
 *            | "state" "." name ("." "keys" number | "[" key "]" check)
 *            | "total" "." name check
 *   check      number | match | ("=" | "!=") string
 *   number     (">" | ">=" | "&lt;" | "&lt;=" | "=" | "!=") digits
 *   match      ("~" | "!~") "/" expression "/"
 * </pre>
 */
final class ConditionParser {
    private static final String SUBJECTS = "lines, count, output.NAME, source.NAME, state.NAME or total.NAME";
    private static final String TEXTS = "~ or !~ with a /regular expression/";

    private final String text;
    private int at;

    ConditionParser(String text) {
        this.text = text;
    }

    Condition parse() {
        List<Term> terms = new ArrayList<>();
        do {
            terms.add(term());
            skipBlanks();
        } while (takesWord("and"));
        if (at < text.length()) {
            throw expected("'and', or the end");
        }
        return new Condition(text, terms);
    }

    private Term term() {
        skipBlanks();
        int start = at;
        String word = word();
        return switch (word) {
            case "lines" -> new Term.Lines("", match(TEXTS));
            case "count" -> new Term.Of(new Subject.Count(""), number());
            case "output" -> output();
            case "source" -> {
                String name = name();
                require(".count");
                yield new Term.Of(new Subject.Read(name), number());
            }
            case "state" -> state();
            case "total" -> new Term.Of(new Subject.Total(name()), check());
            default -> {
                at = start;
                throw expected(SUBJECTS);
            }
        };
    }

    private Term output() {
        String name = name();
        if (takes(".lines")) {
            return new Term.Lines(name, match(TEXTS));
        }
        if (takes(".count")) {
            return new Term.Of(new Subject.Count(name), number());
        }
        throw expected(".lines or .count");
    }

    private Term state() {
        String name = name();
        if (takes(".keys")) {
            return new Term.Of(new Subject.Keys(name), number());
        }
        if (takes("[")) {
            String key = at < text.length() && text.charAt(at) == '"' ? quoted("a key") : until(']', "a key and ]");
            require("]");
            return new Term.Of(new Subject.StateOf(name, key), check());
        }
        throw expected("[KEY] or .keys");
    }

    private Check check() {
        skipBlanks();
        int start = at;
        if (takes("!~") || takes("~")) {
            at = start;
            return match(TEXTS);
        }
        if (takes("!=") || takes("=")) {
            boolean wanted = text.charAt(start) == '=';
            skipBlanks();
            if (at < text.length() && text.charAt(at) == '"') {
                return new Check.Is(quoted("a text"), wanted);
            }
            at = start;
        }
        return number();
    }

    private Check.Compares number() {
        skipBlanks();
        Check.Order order = order();
        skipBlanks();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        BigDecimal number = Check.Compares.number(text.substring(start, at));
        if (number == null) {
            at = start;
            throw expected("a number");
        }
        return new Check.Compares(order, number);
    }

    private Check.Order order() {
        for (String sign : List.of("<=", ">=", "!=", "=", "<", ">")) {
            if (takes(sign)) {
                if (sign.equals("=")) {
                    takes("="); // == is = for those who are used to it
                }
                for (Check.Order order : Check.Order.values()) {
                    if (order.sign.equals(sign)) {
                        return order;
                    }
                }
            }
        }
        throw expected("one of < <= = != >= >");
    }

    private Check.Matches match(String what) {
        skipBlanks();
        boolean wanted = !takes("!~");
        if (wanted && !takes("~")) {
            throw expected(what);
        }
        skipBlanks();
        int start = at;
        require("/");
        String expression = until('/', "an expression and /");
        require("/");
        try {
            return new Check.Matches(Pattern.compile(expression), wanted);
        } catch (PatternSyntaxException e) {
            at = start + 1 + Math.max(0, e.getIndex());
            throw expected("a regular expression (" + e.getDescription() + ")");
        }
    }

    private String name() {
        require(".");
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted("a name");
        }
        int start = at;
        while (at < text.length() && Subject.isPlain(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw expected("a name, in quotation marks if it has other characters than letters, digits, - and _");
        }
        return text.substring(start, at);
    }

    private String quoted(String what) {
        at++;
        String inside = until('"', what + " and \"");
        require("\"");
        return inside;
    }

    /** What stands before an end; a backslash before it makes it part of the text. */
    private String until(char end, String what) {
        StringBuilder inside = new StringBuilder();
        while (at < text.length() && text.charAt(at) != end) {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == end) {
                at++;
            }
            inside.append(text.charAt(at++));
        }
        if (at == text.length() || inside.isEmpty()) {
            throw expected(what);
        }
        return inside.toString();
    }

    private String word() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean takesWord(String wanted) {
        int start = at;
        if (word().equals(wanted)) {
            return true;
        }
        at = start;
        return false;
    }

    private boolean takes(String wanted) {
        if (text.startsWith(wanted, at)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    private void require(String wanted) {
        if (!takes(wanted)) {
            throw expected(wanted);
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException expected(String what) {
        String found =
                at >= text.length() ? "the end" : "'" + text.substring(at, Math.min(text.length(), at + 12)) + "'";
        return new IllegalArgumentException("'" + text + "' can't be read at character " + (at + 1) + ": " + what
                + " should stand there, not " + found);
    }
}
