package dev.sluice.localaws.cloudwatch.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;

/** Reads expressions: a recursive descent, one method for each level of precedence. */
final class ExpressionParser {

    /** Deeper than any expression that somebody writes, and far from the end of a stack. */
    private static final int MAX_DEPTH = 50;

    private static final Map<String, DoubleBinaryOperator> OR = Map.of(
            "||", (a, b) -> truth(a != 0 || b != 0),
            "OR", (a, b) -> truth(a != 0 || b != 0));
    private static final Map<String, DoubleBinaryOperator> AND = Map.of(
            "&&", (a, b) -> truth(a != 0 && b != 0),
            "AND", (a, b) -> truth(a != 0 && b != 0));
    private static final Map<String, DoubleBinaryOperator> COMPARISON = Map.of(
            "==", (a, b) -> truth(a == b),
            "!=", (a, b) -> truth(a != b),
            "<", (a, b) -> truth(a < b),
            "<=", (a, b) -> truth(a <= b),
            ">", (a, b) -> truth(a > b),
            ">=", (a, b) -> truth(a >= b));
    private static final Map<String, DoubleBinaryOperator> SUM = Map.of("+", Double::sum, "-", (a, b) -> a - b);
    private static final Map<String, DoubleBinaryOperator> PRODUCT = Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b);

    private final Tokens tokens;
    private int depth;

    private ExpressionParser(String text) {
        this.tokens = new Tokens(text);
    }

    /** @throws dev.sluice.localaws.cloudwatch.api.Rejection when it is none, or has what is not supported */
    static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression expression = parser.disjunction();
        if (!parser.tokens.peek().isEnd()) {
            throw parser.tokens.unexpected();
        }
        return expression;
    }

    private Expression disjunction() {
        if (++depth > MAX_DEPTH) {
            throw MathError.of("it is nested more than " + MAX_DEPTH + " times");
        }
        Expression expression = chain(() -> chain(() -> chain(this::sum, COMPARISON), AND), OR);
        depth--;
        return expression;
    }

    private Expression sum() {
        return chain(() -> chain(this::signed, PRODUCT), SUM);
    }

    private Expression chain(Supplier<Expression> operand, Map<String, DoubleBinaryOperator> operators) {
        Expression expression = operand.get();
        while (operators.containsKey(tokens.peek().text())) {
            DoubleBinaryOperator operator = operators.get(tokens.take().text());
            Expression left = expression;
            Expression right = operand.get();
            expression = scope -> Value.combine(left.evaluate(scope), right.evaluate(scope), operator);
        }
        return expression;
    }

    private Expression signed() {
        boolean negative = false;
        while (tokens.takeIf("-")) {
            negative = !negative;
        }
        Expression expression = power();
        return negative ? scope -> expression.evaluate(scope).map(number -> -number) : expression;
    }

    private Expression power() {
        Expression base = atom();
        if (!tokens.takeIf("^")) {
            return base;
        }
        Expression exponent = atom();
        return scope -> Value.combine(base.evaluate(scope), exponent.evaluate(scope), Math::pow);
    }

    private Expression atom() {
        if (tokens.takeIf("(")) {
            Expression inner = disjunction();
            tokens.require(")");
            return inner;
        }
        if (tokens.takeIf("[")) {
            return array(expressionsUntil("]"));
        }
        Tokens.Token token = tokens.peek();
        if (token.isNumber()) {
            double number = Double.parseDouble(tokens.take().text());
            return scope -> new Value.Scalar(number);
        }
        if (!token.isWord()) {
            throw tokens.unexpected();
        }
        String word = tokens.take().text();
        if (tokens.takeIf("(")) {
            return call(word);
        }
        if (!Character.isLowerCase(word.charAt(0))) {
            throw MathError.of("'" + word + "' is neither an id nor supported by the local CloudWatch");
        }
        return scope -> scope.valueOf(word);
    }

    private Expression call(String function) {
        if (function.equals("FILL")) {
            Expression filled = disjunction();
            tokens.require(",");
            boolean repeat = tokens.takeIf("REPEAT");
            Expression filling = repeat ? null : disjunction();
            tokens.require(")");
            return scope ->
                    Functions.fill(filled.evaluate(scope), repeat ? null : filling.evaluate(scope), scope.periods());
        }
        return Functions.named(function, expressionsUntil(")"));
    }

    private List<Expression> expressionsUntil(String end) {
        List<Expression> expressions = new ArrayList<>();
        if (tokens.takeIf(end)) {
            return expressions;
        }
        do {
            expressions.add(disjunction());
        } while (tokens.takeIf(","));
        tokens.require(end);
        return expressions;
    }

    private static Expression array(List<Expression> members) {
        return scope -> {
            List<Value.Series> series = new ArrayList<>();
            for (Expression member : members) {
                switch (member.evaluate(scope)) {
                    case Value.Series one -> series.add(one);
                    case Value.Array(List<Value.Series> several) -> series.addAll(several);
                    case Value.Scalar scalar -> throw MathError.of("an array holds time series, and no number");
                }
            }
            return new Value.Array(series);
        };
    }

    private static double truth(boolean condition) {
        return condition ? 1 : 0;
    }
}
