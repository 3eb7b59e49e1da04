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
 * Compiles the expressions of guardrails (CEL, Common Expression Language) and finds their errors.
 *
 * <p>Each expression is compiled once. Its size, depth and cost are bounded. Regular expressions use RE2, which is
 * linear in the length of the text.
 */
final class ExpressionCompiler implements PolicyCheck {

    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(4_000)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(1_000)
            .enableHeterogeneousNumericComparisons(true) // the planner accepts nothing else
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(CelEnvironment.TYPES)
            .addVarDeclarations(CelEnvironment.VARIABLES)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(LIMITS).build();
    private static final CelValidator VALIDATOR = CelValidatorFactory.standardCelValidatorBuilder(COMPILER, RUNTIME)
            .addAstValidators(
                    new ExpressionValidator(),
                    RegexLiteralValidator.INSTANCE,
                    TimestampLiteralValidator.INSTANCE,
                    DurationLiteralValidator.INSTANCE)
            .build();

    private final LoadingCache<Guardrail, CompiledGuardrail> compiled =
            Caffeine.newBuilder().maximumSize(10_000).build(ExpressionCompiler::compile);
    private final LoadingCache<PolicySnapshot, List<CompiledGuardrail>> bySnapshot = Caffeine.newBuilder()
            .weakKeys() // by identity; gone with the snapshot
            .build(snapshot -> snapshot.guardrails().stream().map(compiled::get).toList());

    /** Returns the compiled guardrails of a snapshot; compiles them on first use. */
    List<CompiledGuardrail> of(PolicySnapshot snapshot) {
        return bySnapshot.get(snapshot);
    }

    CheckResult check(String expression) {
        try {
            var ast = COMPILER.compile(expression).getAst();
            var issues = VALIDATOR.validate(ast);
            return issues.hasError()
                    ? faulty(issues.getErrors())
                    : new CheckResult(
                            List.of(),
                            faults(issues.getAllIssues()),
                            (long) Math.ceil(CostEstimate.of(ast)),
                            usesCurrent(ast));
        } catch (CelValidationException e) {
            return faulty(e.getErrors());
        }
    }

    private static CheckResult faulty(List<CelIssue> errors) {
        return new CheckResult(faults(errors), List.of(), 0, false);
    }

    private static List<CheckResult.Fault> faults(List<CelIssue> issues) {
        return issues.stream().map(ExpressionCompiler::fault).toList();
    }

    @Override
    public List<String> faults(Guardrail guardrail) {
        return check(guardrail.expression()).faults().stream()
                .map(CheckResult.Fault::toString)
                .toList();
    }

    @Override
    public List<String> warnings(Guardrail guardrail) {
        return check(guardrail.expression()).warnings().stream()
                .map(CheckResult.Fault::toString)
                .toList();
    }

    private static CheckResult.Fault fault(CelIssue issue) {
        var place = issue.getSourceLocation();
        return new CheckResult.Fault(
                Math.max(1, place.getLine()), Math.max(0, place.getColumn()) + 1, issue.getMessage());
    }

    private static CompiledGuardrail compile(Guardrail guardrail) {
        try {
            var ast = COMPILER.compile(guardrail.expression()).getAst();
            return new CompiledGuardrail(guardrail, RUNTIME.createProgram(ast), usesCurrent(ast));
        } catch (CelValidationException | CelEvaluationException e) {
            return new CompiledGuardrail(guardrail, null, false);
        }
    }

    /** A loop variable with the name {@code current} counts too; it only causes an unneeded read. */
    private static boolean usesCurrent(CelAbstractSyntaxTree ast) {
        return ast.getReferenceMap().values().stream()
                .anyMatch(reference -> reference.name().equals(CelEnvironment.CURRENT));
    }
}
