package dev.atlasgateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every guardrail that a reader may copy, from documents, policies, chart and API descriptions. Copies teach, so each must
 * let pass what it should. {@link GuardrailLibraryTests} tests those of the library.
 */
class GuardrailSamplesTests {

    /** Expression, instance, change, and whether it passes. A change names tags, or the new termination protection. */
    private static final String CASES = """
            !instance.endsWith('-prod') || !has(change.terminationProtectionEnabled) || change.terminationProtectionEnabled
              orders-prod @ env=prod @ passes
              orders-prod @ on       @ passes
              orders-dev  @ off      @ passes
              orders-prod @ off      @ refused
            !has(change.tags) || change.tags.size() == 0 || change.tags.exists(tag, tag.key == 'owner')
              orders @ on            @ passes
              orders @ owner=me      @ passes
              orders @ env=prod      @ refused
            !has(change.tags) || change.tags.exists(tag, tag.key == 'owner')
              orders @ off           @ passes
              orders @ owner=me      @ passes
              orders @ env=prod      @ refused
            !instance.endsWith('-live') || !has(change.tags)
              orders-live @ on       @ passes
              orders-dev  @ env=dev  @ passes
              orders-live @ env=live @ refused
            !has(change.tags)
              orders @ off           @ passes
              orders @ env=dev       @ refused
            instance != 'orders'
              orders-dev @ env=dev   @ passes
              orders     @ env=dev   @ refused
            !instance.endsWith('-prod')
              orders-dev  @ env=dev  @ passes
              orders-prod @ env=dev  @ refused
            """;

    private static final Pattern IN_YAML =
            Pattern.compile("\\bexpression: (\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[|>]-?\\n(?:(?: {6,}.*)?\\n)+)");
    private static final Pattern IN_PAGES = Pattern.compile("(?ms)^```cel\\n(.*?)^```$");

    private final ExpressionCompiler expressions = new ExpressionCompiler();

    private record Case(String expression, String instance, Change change, boolean passes) {

        static List<Case> all() {
            var all = new ArrayList<Case>();
            var expression = "";
            for (var line : CASES.lines().toList()) {
                if (line.startsWith(" ")) {
                    var parts = line.split("@");
                    all.add(new Case(
                            expression,
                            parts[0].strip(),
                            change(parts[1].strip()),
                            parts[2].strip().equals("passes")));
                } else {
                    expression = line;
                }
            }
            return all;
        }

        private static Change change(String text) {
            return switch (text) {
                case "on" -> new Change(null, true, null);
                case "off" -> new Change(null, false, null);
                default ->
                    new Change(
                            Arrays.stream(text.split(","))
                                    .map(tag -> new Tag(tag.split("=")[0], tag.split("=")[1]))
                                    .toList(),
                            null,
                            null);
            };
        }
    }

    @Test
    void letPassAndRefuseWhatTheyShould() {
        var guardrails =
                new Guardrails(expressions, reading -> null, InstantSource.system(), new SimpleMeterRegistry());
        assertThat(Case.all()).allSatisfy(row -> {
            var finding = guardrails
                    .evaluate(
                            ApprovedChanges.authorized(
                                    row.instance(), new Guardrail("sample", row.expression(), Mode.DENY, "no")),
                            row.change())
                    .findings()
                    .getFirst();
            assertThat(finding.why()).isNull();
            assertThat(finding.isViolated()).isNotEqualTo(row.passes());
        });
    }

    @Test
    void areAllTestedBothWaysAndGuardTheirReads() throws IOException {
        var samples = samples();
        assertThat(samples).allSatisfy(sample -> {
            assertThat(expressions.check(sample).faults()).isEmpty();
            assertThat(expressions.check(sample).warnings()).isEmpty();
        });
        assertThat(expressionsThat(true)).isEqualTo(samples);
        assertThat(expressionsThat(false)).isEqualTo(samples);
    }

    private static Set<String> expressionsThat(boolean pass) {
        var expressions = new TreeSet<String>();
        Case.all().stream().filter(row -> row.passes() == pass).forEach(row -> expressions.add(row.expression()));
        return expressions;
    }

    private static Set<String> samples() throws IOException {
        var samples = new TreeSet<String>();
        try (var files = Stream.of("src", "docs", "helm", "README.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md")
                .flatMap(GuardrailSamplesTests::files)) {
            for (var file : files.toList()) {
                collect(file, samples);
            }
        }
        return samples;
    }

    private static Stream<Path> files(String root) {
        try {
            return Files.walk(Path.of(root)).filter(file -> file.toString().matches(".*\\.(ya?ml|md|tpl|txt)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Path file, Set<String> samples) throws IOException {
        var text = Files.readString(file);
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        IN_YAML.matcher(text)
                .results()
                .map(found -> (String) yaml.load(found.group(1)))
                .filter(expression -> !expression.contains("${")) // of the library, with its parameters
                .forEach(expression -> samples.add(oneLine(expression)));
        IN_PAGES.matcher(text).results().forEach(found -> samples.add(oneLine(found.group(1))));
    }

    private static String oneLine(String expression) {
        return expression.replaceAll("\\s+", " ").replace('"', '\'').strip();
    }
}
