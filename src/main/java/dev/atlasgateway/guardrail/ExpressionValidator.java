package dev.atlasgateway.guardrail;

import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.validator.CelAstValidator;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Rejects expressions that cost too much, create messages, or name an unknown time zone. Warns of those that fail for
 * changes that leave out a field.
 */
final class ExpressionValidator implements CelAstValidator {

    private static final String UNGUARDED =
            "change.${field} is absent if the caller leaves it unchanged, and then the expression cannot be evaluated;"
                    + " test it first: !has(change.${field}) || …";

    @Override
    public void validate(CelNavigableAst ast, Cel cel, IssuesFactory issues) {
        var cost = CostEstimate.of(ast.getAst());
        if (cost > CostEstimate.MAX) {
            issues.addError(
                    ast.getRoot().expr().id(),
                    String.format(
                            Locale.ROOT,
                            "could cost %,.0f steps, and %,.0f are allowed; loop over fewer elements, or nest fewer loops",
                            cost,
                            CostEstimate.MAX));
        }
        UnguardedReads.of(ast.getAst())
                .forEach(read -> issues.addWarning(
                        read.id(), UNGUARDED.replace("${field}", read.select().field())));
        ast.getRoot().allNodes().map(node -> node.expr()).forEach(expression -> {
            switch (expression.getKind()) {
                case STRUCT ->
                    issues.addError(expression.id(), "messages cannot be created here; compare their fields instead");
                case CALL -> checkZone(expression, issues);
                default -> {} // in order
            }
        });
    }

    /** Checks zones such as {@code now.getHours('Europe/Berlin')}, because a misspelt zone would refuse every call. */
    private static void checkZone(CelExpr expression, IssuesFactory issues) {
        var call = expression.call();
        if (!call.function().startsWith("get")
                || call.args().size() != 1
                || call.args().getFirst().getKind() != Kind.CONSTANT) {
            return;
        }
        var constant = call.args().getFirst().constant();
        if (constant.getKind() == CelConstant.Kind.STRING_VALUE && !isZone(constant.stringValue())) {
            issues.addError(
                    call.args().getFirst().id(),
                    "unknown time zone '%s'; use a name such as Europe/Berlin or UTC, or an offset such as +02:00"
                            .formatted(constant.stringValue()));
        }
    }

    private static boolean isZone(String zone) {
        try {
            return zone.matches("[+-]?\\d\\d:\\d\\d")
                    || !ZoneId.of(zone).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
