package dev.atlasgateway.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds reads of {@code change.x} that no {@code has(change.x)} protects.
 *
 * <p>A change contains only the fields that the caller changes, so such an expression cannot be evaluated for the other
 * changes. The class evaluates the expression with one field absent and everything else unknown, to the set of its
 * possible results. As in CEL, an error does not count if the other side of {@code ||} or {@code &&} decides.
 */
final class UnguardedReads {

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int ANY = TRUE | FALSE; // of values that are no booleans too
    private static final int ERROR = 4;

    private final CelAbstractSyntaxTree ast;
    private final CelExpr read;

    /** @param read fails, because its field is absent */
    private UnguardedReads(CelAbstractSyntaxTree ast, CelExpr read) {
        this.ast = ast;
        this.read = read;
    }

    /** Returns the first unguarded read of each field, in the order of the expression. */
    static List<CelExpr> of(CelAbstractSyntaxTree ast) {
        var first = new LinkedHashMap<String, CelExpr>();
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> expression.getKind() == Kind.SELECT
                        && !expression.select().testOnly()
                        && isOfChange(ast, expression))
                .sorted(Comparator.comparingLong(CelExpr::id))
                .filter(read -> (new UnguardedReads(ast, read).of(ast.getExpr(), Map.of()) & ERROR) != 0)
                .forEach(read -> first.putIfAbsent(read.select().field(), read));
        return List.copyOf(first.values());
    }

    private static boolean isOfChange(CelAbstractSyntaxTree ast, CelExpr select) {
        return ast.getType(select.select().operand().id())
                .filter(type -> type.name().equals(CelEnvironment.CHANGE))
                .isPresent();
    }

    private int of(CelExpr expression, Map<String, Integer> names) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> names.getOrDefault(expression.ident().name(), ANY);
            case SELECT -> select(expression, names);
            case CALL -> call(expression, names);
            case LIST -> strict(expression.list().elements().stream(), names);
            case MAP -> strict(expression.map().entries().stream().flatMap(e -> Stream.of(e.key(), e.value())), names);
            case COMPREHENSION -> loop(expression.comprehension(), names);
            case STRUCT, NOT_SET -> ANY; // ExpressionValidator rejects them
        };
    }

    private static int constant(CelConstant constant) {
        return constant.getKind() != CelConstant.Kind.BOOLEAN_VALUE ? ANY : constant.booleanValue() ? TRUE : FALSE;
    }

    private int select(CelExpr expression, Map<String, Integer> names) {
        if (expression.id() == read.id()) {
            return ERROR;
        }
        var tested = expression.select().testOnly()
                && isOfChange(ast, expression)
                && expression.select().field().equals(read.select().field());
        return tested ? FALSE : strict(Stream.of(expression.select().operand()), names);
    }

    private int call(CelExpr expression, Map<String, Integer> names) {
        var call = expression.call();
        var operands =
                Stream.concat(call.target().stream(), call.args().stream()).toList();
        return switch (call.function()) {
            case "_||_" -> or(of(operands.get(0), names), of(operands.get(1), names));
            case "_&&_" -> not(or(not(of(operands.get(0), names)), not(of(operands.get(1), names))));
            case "!_" -> not(of(operands.getFirst(), names));
            case "_==_" -> equal(expression, names);
            case "_!=_" -> not(equal(expression, names));
            case "_?_:_" -> {
                var condition = of(operands.getFirst(), names);
                yield (condition & ERROR)
                        | ((condition & TRUE) == 0 ? 0 : of(operands.get(1), names))
                        | ((condition & FALSE) == 0 ? 0 : of(operands.get(2), names));
            }
            case "@not_strictly_false" -> {
                var operand = of(operands.getFirst(), names);
                yield (operand & FALSE) | ((operand & ~FALSE) == 0 ? 0 : TRUE);
            }
            default -> strict(operands.stream(), names);
        };
    }

    /** True if a side is true, an error if none is true and one is an error. */
    private static int or(int left, int right) {
        return ((left | right) & TRUE)
                | (left & right & FALSE)
                | ((left & ERROR) != 0 && (right & ~TRUE) != 0 ? ERROR : 0)
                | ((right & ERROR) != 0 && (left & ~TRUE) != 0 ? ERROR : 0);
    }

    private static int not(int operand) {
        return (operand & ERROR) | ((operand & TRUE) == 0 ? 0 : FALSE) | ((operand & FALSE) == 0 ? 0 : TRUE);
    }

    /** Follows {@code has(change.x) == false} too. */
    private int equal(CelExpr expression, Map<String, Integer> names) {
        var operands = expression.call().args();
        var left = of(operands.get(0), names);
        var right = of(operands.get(1), names);
        var booleans = operands.stream()
                .allMatch(side -> ast.getType(side.id()).orElse(SimpleType.DYN).equals(SimpleType.BOOL));
        if (!booleans || ((left | right) & ERROR) != 0) {
            return strict(operands.stream(), names);
        }
        return ((left & right) == 0 ? 0 : TRUE) | ((left & not(right)) == 0 ? 0 : FALSE);
    }

    /** An error if one of them is an error. */
    private int strict(Stream<CelExpr> operands, Map<String, Integer> names) {
        return operands.mapToInt(operand -> of(operand, names)).reduce(ANY, UnguardedReads::both);
    }

    private static int both(int left, int right) {
        var value = (left & ANY) == 0 || (right & ANY) == 0 ? 0 : ANY;
        return value | ((left | right) & ERROR);
    }

    /** Repeats the step until it adds no result. */
    private int loop(CelComprehension loop, Map<String, Integer> names) {
        var range = of(loop.iterRange(), names);
        if (range == ERROR) {
            return ERROR;
        }
        var inside = new HashMap<>(names);
        inside.put(loop.iterVar(), ANY);
        var before = 0;
        var result = of(loop.accuInit(), names);
        while (result != before) {
            before = result;
            inside.put(loop.accuVar(), result);
            if ((of(loop.loopCondition(), inside) & TRUE) != 0) {
                result |= of(loop.loopStep(), inside);
            }
        }
        return (range & ERROR) | of(loop.result(), inside);
    }
}
