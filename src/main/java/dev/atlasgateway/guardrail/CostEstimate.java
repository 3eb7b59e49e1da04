package dev.atlasgateway.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Estimates the maximum cost of an expression before it runs. A step costs 1, each character that it reads 0.1, and a loop
 * multiplies its content. The rates are those of cel-go's estimator; cel-java 0.14 has none.
 *
 * <p>It also follows text that grows: {@code ['a'].map(a, a + a).map(b, b + b)} doubles the text with each step.
 */
final class CostEstimate {

    /** About ten milliseconds. Two nested loops over the tags stay below it; three do not. */
    static final double MAX = 200_000;

    private static final double CHARACTER = 0.1;

    private record Estimate(double cost, SizeEstimate size) {}

    private final CelAbstractSyntaxTree ast;

    private CostEstimate(CelAbstractSyntaxTree ast) {
        this.ast = ast;
    }

    static double of(CelAbstractSyntaxTree ast) {
        return new CostEstimate(ast).of(ast.getExpr(), Map.of()).cost();
    }

    private Estimate of(CelExpr expression, Map<String, SizeEstimate> names) {
        return switch (expression.getKind()) {
            case CONSTANT -> new Estimate(1, constant(expression.constant()));
            case IDENT -> {
                var known = names.get(expression.ident().name());
                yield new Estimate(1, known == null ? typed(expression) : known);
            }
            case SELECT ->
                new Estimate(1 + of(expression.select().operand(), names).cost(), typed(expression));
            case CALL -> call(expression, names);
            case LIST -> elements(expression.list().elements(), names);
            case MAP -> {
                var entries = expression.map().entries();
                var keys =
                        elements(entries.stream().map(CelExpr.CelMap.Entry::key).toList(), names);
                var values = elements(
                        entries.stream().map(CelExpr.CelMap.Entry::value).toList(), names);
                var size = keys.size().characters() + values.size().characters();
                yield new Estimate(
                        keys.cost() + values.cost(),
                        new SizeEstimate(entries.size(), keys.size().element(), size));
            }
            case COMPREHENSION -> loop(expression.comprehension(), names);
            case STRUCT, NOT_SET -> new Estimate(1, SizeEstimate.SCALAR); // ExpressionValidator rejects them
        };
    }

    private Estimate call(CelExpr expression, Map<String, SizeEstimate> names) {
        CelCall call = expression.call();
        var operands = new ArrayList<Estimate>();
        call.target().ifPresent(target -> operands.add(of(target, names)));
        call.args().forEach(argument -> operands.add(of(argument, names)));
        var cost = 1 + operands.stream().mapToDouble(Estimate::cost).sum();
        var sizes = operands.stream().map(Estimate::size).toList();
        var characters = sizes.stream().mapToDouble(SizeEstimate::characters).sum();
        return switch (call.function()) {
            case "_+_" ->
                new Estimate(cost + CHARACTER * characters, sizes.get(0).plus(sizes.get(1)));
            case "_?_:_" -> new Estimate(cost, sizes.get(1).or(sizes.get(2)));
            case "_&&_", "_||_", "!_", "@not_strictly_false" -> new Estimate(cost, SizeEstimate.SCALAR);
            case "matches", "contains" -> {
                var product = sizes.getFirst().characters() * sizes.getLast().characters();
                yield new Estimate(
                        cost + CHARACTER * characters + CHARACTER * CHARACTER * product, SizeEstimate.SCALAR);
            }
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "startsWith", "endsWith" -> {
                var shorter = sizes.stream()
                        .mapToDouble(SizeEstimate::characters)
                        .min()
                        .orElse(1);
                yield new Estimate(cost + CHARACTER * shorter, SizeEstimate.SCALAR);
            }
            default -> new Estimate(cost + CHARACTER * characters, result(expression, sizes));
        };
    }

    /** Assumes that a conversion makes text at most four times longer than its input. */
    private SizeEstimate result(CelExpr expression, List<SizeEstimate> operands) {
        var type = ast.getType(expression.id()).orElse(SimpleType.DYN);
        var text = type.equals(SimpleType.STRING) || type.equals(SimpleType.BYTES);
        var largest =
                operands.stream().mapToDouble(SizeEstimate::characters).max().orElse(1);
        return text ? SizeEstimate.text(Math.max(64, 4 * largest)) : SizeEstimate.of(type);
    }

    private Estimate elements(List<CelExpr> elements, Map<String, SizeEstimate> names) {
        var estimates = elements.stream().map(element -> of(element, names)).toList();
        var cost = 1 + estimates.stream().mapToDouble(Estimate::cost).sum();
        var largest =
                estimates.stream().map(Estimate::size).reduce(SizeEstimate::or).orElse(SizeEstimate.SCALAR);
        return new Estimate(cost, SizeEstimate.list(elements.size(), largest));
    }

    /** Adds what one round adds to the result, once for each round. */
    private Estimate loop(CelComprehension loop, Map<String, SizeEstimate> names) {
        var range = of(loop.iterRange(), names);
        var start = of(loop.accuInit(), names);
        var inside = new HashMap<>(names);
        inside.put(loop.iterVar(), Objects.requireNonNullElse(range.size().element(), SizeEstimate.SCALAR));
        inside.put(loop.accuVar(), start.size());
        var condition = of(loop.loopCondition(), inside);
        var step = of(loop.loopStep(), inside);
        var rounds = range.size().rounds();
        inside.put(loop.accuVar(), grown(start.size(), step.size(), rounds));
        var result = of(loop.result(), inside);
        var cost = 1 + range.cost() + start.cost() + rounds * (condition.cost() + step.cost()) + result.cost();
        return new Estimate(cost, result.size());
    }

    private static SizeEstimate grown(SizeEstimate start, SizeEstimate step, double rounds) {
        var more = Math.max(0, step.rounds() - start.rounds());
        return more == 0 || step.element() == null
                ? start.or(step)
                : SizeEstimate.list(start.rounds() + rounds * more, step.element());
    }

    private static SizeEstimate constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> SizeEstimate.text(constant.stringValue().length());
            case BYTES_VALUE -> SizeEstimate.text(constant.bytesValue().size());
            default -> SizeEstimate.SCALAR;
        };
    }

    private SizeEstimate typed(CelExpr expression) {
        return SizeEstimate.of(ast.getType(expression.id()).orElse(SimpleType.DYN));
    }
}
