package dev.sluice.localaws.cloudwatch.math;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of an expression, taken one after the other. */
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)|(?<word>[A-Za-z][A-Za-z0-9_]*)"
                    + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[-+*/^<>(),\\[\\]]))\\s*");

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /** @throws dev.sluice.localaws.cloudwatch.api.Rejection when there is anything else in it */
    Tokens(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw MathError.of("unexpected '" + text.charAt(end) + "' at position " + (end + 1) + " of " + text);
            }
            String word = matcher.group("word");
            tokens.add(new Token(matcher.group().strip(), word != null, matcher.group("number") != null));
            end = matcher.end();
        }
        tokens.add(new Token("", false, false));
    }

    /**
     * One of them.
     *
     * @param text empty at the end
     */
    record Token(String text, boolean isWord, boolean isNumber) {

        boolean isEnd() {
            return text.isEmpty();
        }
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (!token.isEnd()) {
            next++;
        }
        return token;
    }

    /** Takes the next if it is that. */
    boolean takeIf(String text) {
        boolean is = peek().text().equals(text);
        if (is) {
            take();
        }
        return is;
    }

    void require(String text) {
        if (!takeIf(text)) {
            throw unexpected();
        }
    }

    RuntimeException unexpected() {
        return MathError.of(peek().isEnd() ? "unexpected end" : "unexpected '" + peek().text() + "'");
    }
}
