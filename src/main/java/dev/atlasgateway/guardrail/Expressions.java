package dev.atlasgateway.guardrail;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicyCheck;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles and evaluates guardrails (CEL, Common Expression Language).
 *
 * <p>Each expression is typed and compiled once. Its size, its depth and the rounds of its loops are bounded; regular
 * expressions are RE2's, which cannot run away.
 */
final class Expressions implements PolicyCheck {

    private static final Logger log = LoggerFactory.getLogger(Expressions.class);

    private static final CelOptions BOUNDS = CelOptions.current()
            .maxExpressionCodePointSize(4_000)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(1_000)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVarDeclarations(Facts.VARIABLES)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(BOUNDS).build();

    private final LoadingCache<String, Program> programs =
            Caffeine.newBuilder().maximumSize(10_000).build(Expressions::program);

    /** Whether the change may pass; an expression that cannot be evaluated says no. */
    boolean holds(Guardrail guardrail, Map<String, Object> facts) {
        try {
            return Boolean.TRUE.equals(programs.get(guardrail.expression()).eval(facts));
        } catch (CelEvaluationException | RuntimeException e) {
            log.atWarn()
                    .addKeyValue("guardrail", guardrail.name())
                    .setCause(e)
                    .log("A guardrail could not be evaluated and counts as violated");
            return false;
        }
    }

    @Override
    public List<String> faults(Guardrail guardrail) {
        try {
            var ignored = program(guardrail.expression());
            return List.of();
        } catch (CelValidationException e) {
            return e.getErrors().stream()
                    .map(issue -> "expression, line %d, column %d: %s"
                            .formatted(
                                    issue.getSourceLocation().getLine(),
                                    issue.getSourceLocation().getColumn() + 1,
                                    issue.getMessage()))
                    .toList();
        } catch (CelEvaluationException e) {
            return List.of("expression: cannot be evaluated");
        }
    }

    private static Program program(String expression) throws CelValidationException, CelEvaluationException {
        return RUNTIME.createProgram(COMPILER.compile(expression).getAst());
    }
}
