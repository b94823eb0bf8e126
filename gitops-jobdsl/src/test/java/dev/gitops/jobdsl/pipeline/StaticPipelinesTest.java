package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.jobdsl.dsl.SeedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be seen of the pipelines without running them. */
class StaticPipelinesTest {

    static List<String> scripts() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(SeedRun.SEED.resolve("pipelines"))) {
            return Stream.concat(Stream.of("Jenkinsfile"), files.map(file -> "pipelines/" + file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givesTheShellConstantTextsOnly(String script) {
        new Visitor(SeedRun.file(script)).shellTexts.forEach((line, text) -> {
            assertThat(text).as(script + ':' + line).isInstanceOf(ConstantExpression.class);
            String source = SeedRun.file(script).lines().toList().get(text.getLineNumber() - 1);
            assertThat(source.substring(text.getColumnNumber() - 1))
                    .as(script + ':' + line)
                    .startsWith("'");
        });
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void makesNoObjectsButAJsonParser(String script) {
        assertThat(new Visitor(SeedRun.file(script)).made)
                .isSubsetOf("groovy.json.JsonSlurper", "List", "Map", "String");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void neverWaitsForAPersonOnAnAgent(String script) {
        assertThat(SeedRun.file(script)).doesNotContain("input {");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void keepsParametersAndTriggersInOnePlace(String script) {
        assertThat(SeedRun.file(script)).doesNotContain("parameters {").doesNotContain("triggers {");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void quotesEveryVariableThatTheShellSees(String script) {
        new Visitor(SeedRun.file(script)).shellTexts.values().forEach(text -> {
            String shell = ((ConstantExpression) text)
                    .getText()
                    // A word list on purpose, with globbing off.
                    .replace("for image in $IMAGE; do", "")
                    // An assignment does not split.
                    .replaceAll("(?m)^\\s*[A-Za-z]+=\\$[({].*$", "")
                    .replaceAll("test \\$\\?", "");
            assertThat(shell.replaceAll("\"[^\"]*\"", "").replaceAll("'[^']*'", ""))
                    .as(script)
                    .doesNotContain("$");
        });
    }

    @Test
    void findsAShellTextThatIsPutTogether() {
        assertThat(new Visitor("node { sh \"echo ${x}\" }").shellTexts.values())
                .noneMatch(ConstantExpression.class::isInstance);
    }

    /** Collects the texts that reach a shell, and what is constructed. */
    private static final class Visitor extends CodeVisitorSupport {

        private final Map<Integer, Expression> shellTexts = new TreeMap<>();
        private final TreeSet<String> made = new TreeSet<>();

        Visitor(String text) {
            CompilationUnit unit = new CompilationUnit();
            unit.addSource("pipeline.groovy", text);
            unit.compile(Phases.CONVERSION);
            for (Object each : unit.getAST().getModules()) {
                ModuleNode module = (ModuleNode) each;
                module.getStatementBlock().visit(this);
                module.getMethods().forEach(method -> method.getCode().visit(this));
            }
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            if (call.isImplicitThis() && List.of("sh", "answer").contains(call.getMethodAsString())) {
                Expression text = textOf(call);
                // The helper itself passes on what it was given.
                if (!text.getText().equals("script")) {
                    shellTexts.put(call.getLineNumber(), text);
                }
            }
            super.visitMethodCallExpression(call);
        }

        @Override
        public void visitConstructorCallExpression(ConstructorCallExpression call) {
            made.add(call.getType().getName());
            super.visitConstructorCallExpression(call);
        }

        @Override
        public void visitClassExpression(ClassExpression expression) {
            made.add(expression.getType().getName());
        }

        private static Expression textOf(MethodCallExpression call) {
            List<Expression> arguments = ((TupleExpression) call.getArguments()).getExpressions();
            if (arguments.get(0) instanceof MapExpression named) {
                return scriptIn(named.getMapEntryExpressions());
            }
            if (arguments.get(0) instanceof NamedArgumentListExpression named) {
                return scriptIn(named.getMapEntryExpressions());
            }
            return call.getMethodAsString().equals("sh") ? arguments.get(0) : arguments.get(1);
        }

        private static Expression scriptIn(List<MapEntryExpression> entries) {
            return entries.stream()
                    .filter(entry -> entry.getKeyExpression().getText().equals("script"))
                    .findFirst()
                    .orElseThrow()
                    .getValueExpression();
        }
    }
}
