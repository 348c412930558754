package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;

/**
 * The messages that sources log at WARN or above. A call counts by its name, such as {@code LOG.warnf}, or by its level: one that
 * is written there, one that an enum's constant was made with, or one that is only known when it runs.
 */
final class LogCalls extends TreeScanner<Void, Void> {

    /** What stands for a value in a message. */
    static final String VALUE = "…";

    private static final List<String> LEVELS = List.of("WARN", "ERROR", "FATAL");

    /** By {@code Enum.CONSTANT}. */
    private final Map<String, String> levelsOfConstants = new HashMap<>();

    private final Map<String, String> messages = new TreeMap<>();

    private LogCalls() {}

    /** The levels of the messages, by their text. */
    static Map<String, String> in(Collection<Path> files) {
        LogCalls calls = new LogCalls();
        List<? extends CompilationUnitTree> units = parsed(files);
        units.forEach(unit -> unit.accept(calls.new Constants(), null));
        calls.scan(units, null);
        return calls.messages;
    }

    private static List<? extends CompilationUnitTree> parsed(Collection<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            return Stream.of(task.parse()).flatMap(LogCalls::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<CompilationUnitTree> stream(Iterable<? extends CompilationUnitTree> units) {
        Stream.Builder<CompilationUnitTree> all = Stream.builder();
        units.forEach(all);
        return all.build();
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
        Optional<String> message = call.getArguments().stream()
                .map(LogCalls::text)
                .filter(Objects::nonNull)
                .findFirst();
        levelOf(call).filter(LEVELS::contains).ifPresent(level -> {
            if (message.isPresent()) {
                messages.put(withoutValues(message.get()), level);
            } else if (isNamedByLevel(call)) {
                throw new IllegalStateException("The message is not written where it is logged: " + call);
            }
        });
        return super.visitMethodInvocation(call, none);
    }

    private Optional<String> levelOf(MethodInvocationTree call) {
        if (isNamedByLevel(call)) {
            return Optional.of(levelInName(call));
        }
        return call.getArguments().stream()
                .map(this::levelOf)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean isNamedByLevel(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && select.getExpression().toString().matches("(?i)log(ger)?")
                && LEVELS.contains(levelInName(call));
    }

    private static String levelInName(MethodInvocationTree call) {
        return call.getMethodSelect()
                .toString()
                .replaceAll(".*\\.", "")
                .replaceAll("[fv]$", "")
                .toUpperCase();
    }

    /** Null for what is no level. One that is known only when it runs may be a warning. */
    private String levelOf(ExpressionTree argument) {
        return switch (argument) {
            case IdentifierTree name when name.getName().contentEquals("level") -> "WARN";
            case MemberSelectTree field when field.getIdentifier().contentEquals("level") -> "WARN";
            case MemberSelectTree constant
            when constant.getExpression().toString().matches("(.*\\.)?Level") ->
                constant.getIdentifier().toString();
            case MemberSelectTree constant -> levelsOfConstants.get(constant.toString());
            default -> null;
        };
    }

    /** Null for what is no text that is written in the source. */
    private static String text(ExpressionTree argument) {
        return switch (argument) {
            case LiteralTree literal -> literal.getValue() instanceof String text ? text : null;
            case ParenthesizedTree inner -> text(inner.getExpression());
            case BinaryTree sum
            when sum.getKind() == Kind.PLUS -> {
                String left = text(sum.getLeftOperand());
                String right = text(sum.getRightOperand());
                yield left == null || right == null ? null : left + right;
            }
            default -> null;
        };
    }

    private static String withoutValues(String format) {
        return format.replaceAll("%[-#+ 0,(.\\d]*[a-zA-Z]", VALUE).replaceAll(VALUE + "+", VALUE);
    }

    /** Notes the levels that enums' constants are made with. */
    private final class Constants extends TreeScanner<Void, Void> {

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            if (variable.getInitializer() instanceof NewClassTree made) {
                made.getArguments().stream()
                        .map(LogCalls.this::levelOf)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(
                                level -> levelsOfConstants.put(made.getIdentifier() + "." + variable.getName(), level));
            }
            return super.visitVariable(variable, none);
        }
    }
}
