package dev.atlasgateway.guardrail;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicyCheck;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.List;

/**
 * Compiles guardrails (CEL, Common Expression Language) and says what is wrong with them.
 *
 * <p>Each expression is typed and compiled once. Its size, its depth and its cost are bounded; regular expressions are
 * RE2's, which cannot run away.
 */
final class ExpressionCompiler implements PolicyCheck {

    private static final CelOptions BOUNDS = CelOptions.current()
            .maxExpressionCodePointSize(4_000)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(1_000)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(CelEnvironment.TYPES)
            .addVarDeclarations(CelEnvironment.VARIABLES)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(BOUNDS).build();
    private static final CelValidator VALIDATOR = CelValidatorFactory.standardCelValidatorBuilder(COMPILER, RUNTIME)
            .addAstValidators(
                    new ExpressionValidator(),
                    RegexLiteralValidator.INSTANCE,
                    TimestampLiteralValidator.INSTANCE,
                    DurationLiteralValidator.INSTANCE)
            .build();

    private final LoadingCache<Guardrail, CompiledGuardrail> rules =
            Caffeine.newBuilder().maximumSize(10_000).build(ExpressionCompiler::compiled);
    private final LoadingCache<PolicySnapshot, List<CompiledGuardrail>> bySnapshot = Caffeine.newBuilder()
            .weakKeys() // by identity; gone with the snapshot
            .build(snapshot -> snapshot.guardrails().stream().map(rules::get).toList());

    /** The guardrails of a snapshot, compiled when it is first asked for. */
    List<CompiledGuardrail> of(PolicySnapshot snapshot) {
        return bySnapshot.get(snapshot);
    }

    CheckResult check(String expression) {
        try {
            var ast = COMPILER.compile(expression).getAst();
            var faults = VALIDATOR.validate(ast).getErrors().stream()
                    .map(ExpressionCompiler::fault)
                    .toList();
            return faults.isEmpty()
                    ? new CheckResult(List.of(), (long) Math.ceil(CostEstimate.of(ast)), usesCurrent(ast))
                    : new CheckResult(faults, 0, false);
        } catch (CelValidationException e) {
            return new CheckResult(
                    e.getErrors().stream().map(ExpressionCompiler::fault).toList(), 0, false);
        }
    }

    @Override
    public List<String> faults(Guardrail guardrail) {
        return check(guardrail.expression()).faults().stream()
                .map(fault -> "line %d, column %d: %s".formatted(fault.line(), fault.column(), fault.message()))
                .toList();
    }

    private static CheckResult.Fault fault(CelIssue issue) {
        var place = issue.getSourceLocation();
        return new CheckResult.Fault(
                Math.max(1, place.getLine()), Math.max(0, place.getColumn()) + 1, issue.getMessage());
    }

    private static CompiledGuardrail compiled(Guardrail guardrail) {
        try {
            var ast = COMPILER.compile(guardrail.expression()).getAst();
            return new CompiledGuardrail(guardrail, RUNTIME.createProgram(ast), usesCurrent(ast));
        } catch (CelValidationException | CelEvaluationException e) {
            return new CompiledGuardrail(guardrail, null, false);
        }
    }

    /** A loop's own variable of the same name counts too: one read too many does no harm. */
    private static boolean usesCurrent(CelAbstractSyntaxTree ast) {
        return ast.getReferenceMap().values().stream()
                .anyMatch(reference -> reference.name().equals(CelEnvironment.CURRENT));
    }
}
