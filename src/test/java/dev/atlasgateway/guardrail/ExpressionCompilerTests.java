package dev.atlasgateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of an expression while it is edited and when it is saved. */
class ExpressionCompilerTests {

    private final ExpressionCompiler expressions = new ExpressionCompiler();

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "teem == 'payments'                               @ line 1, column 1: undeclared reference to 'teem'",
                "team == 1                                        @ line 1, column 6: found no matching overload",
                "instance                                         @ line 1, column 1: expected type 'bool' but found 'string'",
                "team ==                                          @ line 1, column 8: mismatched input",
                "has(change.terminationProtection)                @ undefined field 'terminationProtection'",
                "change.tags.all(tag, tag.name == 'owner')        @ column 25: undefined field 'name'",
                "project.group == 'x'                             @ undefined field 'group'",
                "current.state == 'IDLE'                          @ undefined field 'state'",
                "change.terminationProtectionEnabled == 'true'    @ found no matching overload",
                "Tag{key: 'a'} in change.tags                     @ messages cannot be created here",
                "instance.matches('orders-(')                     @ Regex validation failed",
                "now.getHours('Europe/Berln') < 17                @ column 14: unknown time zone 'Europe/Berln'",
                "timestamp('yesterday') < now                     @ timestamp validation failed"
            })
    void reportsFaultsWithTheirPlace(String expression, String fault) {
        assertThat(faults(expression)).anyMatch(found -> found.contains(fault.strip()));
    }

    @Test
    void reportsTheLineOfAFault() {
        assertThat(expressions.check("team == 'a'\n  || teem == 'b'").faults())
                .containsExactly(new CheckResult.Fault(2, 6, "undeclared reference to 'teem' (in container '')"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change.tags.all(tag, tag.key != 'env' || tag.value in ['prod', 'dev'])",
                "change.tags.all(one, change.tags.exists_one(other, other.key == one.key))",
                "now.getHours('Europe/Berlin') < 17 && now.getHours('+02:00') > 8 && now.getDayOfWeek('UTC') < 6",
                "!has(current.tags) || current.tags == change.tags",
                "current.providerSettings.regionName.startsWith('EU_')",
                "instance.matches('^orders-[a-z]+$')"
            })
    void acceptsCommonExpressions(String expression) {
        assertThat(faults(expression)).isEmpty();
        assertThat(expressions.check(expression).cost()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change.tags.all(a, change.tags.all(b, change.tags.all(c, a.key != b.key || b.key != c.key)))",
                "[1,2,3,4,5,6,7,8,9].map(a, [a, a, a, a, a, a, a, a, a]).map(b, b.map(c, b.map(d, b.map(e, b.map(f, 1))))).size() > 0",
                "['aaaaaaaa'].map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).size() == 1",
                "[1,2,3,4,5,6,7,8,9,0].all(a, change.tags.all(b, change.tags.all(c, c.value.matches('.*a.*b.*c.*d.*'))))"
            })
    void refusesExpressionsThatCostTooMuch(String expression) {
        assertThat(faults(expression))
                .anyMatch(fault -> fault.matches(".*could cost [0-9,]+ steps, and 200,000 are allowed.*"));
    }

    @Test
    void refusesAnExpressionThatIsTooLongOrTooDeep() {
        assertThat(faults("true || ".repeat(1000) + "true")).isNotEmpty();
        assertThat(faults("(".repeat(60) + "true" + ")".repeat(60))).isNotEmpty();
        assertThat(faults("true")).isEmpty();
    }

    @Test
    void findsExpressionsThatNeedTheCurrentState() {
        assertThat(expressions.check("current.stateName == 'IDLE'").usesCurrent())
                .isTrue();
        assertThat(expressions.check("instance != 'current'").usesCurrent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "change.terminationProtectionEnabled                                                     @ 1:7 terminationProtectionEnabled",
                "!instance.endsWith('-prod') || change.terminationProtectionEnabled != false             @ 1:38 terminationProtectionEnabled",
                "change.tags.exists(tag, tag.key == 'owner')                                             @ 1:7 tags",
                "(!has(change.tags) || change.tags.size() > 0) && change.tags.size() < 5                 @ 1:56 tags",
                "!has(change.tags) || change.terminationProtectionEnabled                                @ 1:28 terminationProtectionEnabled",
                "has(change.tags) ? change.tags.size() > 0 : change.tags.size() == 0                     @ 1:51 tags",
                "[1, 2].all(one, one > 0 && change.tags.size() > one)                                    @ 1:34 tags",
                "has(change.serverlessBackupOptions.serverlessContinuousBackupEnabled)                   @ 1:11 serverlessBackupOptions",
                "[change.tags].size() == 1                                                               @ 1:8 tags",
                "{'a': change.tags}.size() == 1                                                          @ 1:13 tags",
                "has(change.tags) == true || change.tags.size() == 0                                     @ 1:35 tags",
                "!has(change.tags) || change.tags.exists(tag, tag.key == 'owner')                        @",
                "change.tags.exists(tag, tag.key == 'owner') || !has(change.tags)                        @",
                "has(change.tags) && change.tags.size() > 0                                              @",
                "has(change.tags) ? change.tags.size() > 0 : true                                        @",
                "has(change.tags) == false || change.tags.size() == 0                                    @",
                "has(change.tags) != true || change.tags.size() == 0                                     @",
                "instance == 'a' || (team == 'b' && (!has(change.tags) || change.tags.size() == 0))      @",
                "!has(change.tags) || ['a'].all(key, change.tags.exists(tag, tag.key == key))            @",
                "['a'].all(key, !has(change.tags) || change.tags.exists(tag, tag.key == key))            @",
                "current.tags.all(change, change.key != '')                                              @",
                "team == 'payments' && now.getHours() > 9                                                @"
            })
    void warnsOfReadsThatNoTestGuards(String expression, String expected) {
        var check = expressions.check(expression);
        assertThat(check.faults()).isEmpty();
        assertThat(check.warnings())
                .extracting(warning -> "%d:%d %s"
                        .formatted(
                                warning.line(),
                                warning.column(),
                                warning.message().replaceAll("change\\.(\\w+) is absent .*", "$1")))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    private List<String> faults(String expression) {
        return expressions.faults(new Guardrail("draft", expression, Mode.DENY, "no"));
    }
}
