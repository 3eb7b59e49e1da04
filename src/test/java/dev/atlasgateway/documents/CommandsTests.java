package dev.atlasgateway.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.RunningGateway;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the commands of every page are right: those for the demo are run, against a gateway with its clients. */
@OnSharedGateway
class CommandsTests {

    private static final String DEMO = "localhost:8080";
    private static final Pattern FILE = Pattern.compile("(?<![\\w/@.-])(?:\\./mvnw|(?:src|helm|\\.ci)/[\\w./-]*\\w)");
    private static final Pattern PROFILES = Pattern.compile("\\./mvnw [^#\\n]*-P([\\w,]+)");
    private static final Pattern TESTS = Pattern.compile("-D(?:test|benchmarks)='?([\\w.*]+)");
    private static final Pattern TYPE = Pattern.compile("\\bdev\\.atlasgateway(?:\\.\\w+)*\\.[A-Z]\\w+");

    private static final Pattern WRITES_WHAT_THE_CHART_RENDERS = Pattern.compile(
            "\\bkubectl\\s+(?:-\\S+\\s+(?:[\\w-]+\\s+)?)*?"
                    + "(?:scale|autoscale|edit|patch|replace|set|label|annotate|expose|apply|rollout (?:undo|pause))\\s+[^`\\s]+");
    /** Updates a ConfigMap of the user's, which the chart only names. */
    private static final Pattern WRITES_A_CONFIG_MAP =
            Pattern.compile("kubectl create configmap [^\\n|]*\\| kubectl apply --server-side --filename -");

    private static final Pattern UPGRADE =
            Pattern.compile("\\bhelm (?:install|upgrade|rollback) [^-`\\s](?:[^`\\n\\\\]|\\\\\\n)*");

    @TempDir
    private Path folder;

    static List<Page> pages() {
        return Page.all().stream().filter(page -> !page.blocks("sh").isEmpty()).toList();
    }

    static List<Page> demos() {
        return pages().stream()
                .filter(page -> page.blocks("sh").stream().anyMatch(CommandsTests::isForTheDemo))
                .toList();
    }

    private static boolean isForTheDemo(String block) {
        return block.contains(DEMO) || block.contains("$API/");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areWrittenForBash(Page page) throws Exception {
        for (var block : page.blocks("sh")) {
            var bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            try (var script = bash.getOutputStream()) {
                script.write(block.getBytes(UTF_8));
            }
            var said = new String(bash.getInputStream().readAllBytes(), UTF_8);
            assertThat(bash.waitFor()).as("%s: %s%n%s", page, said, block).isZero();
        }
    }

    /** The curl of RHEL 9 is 7.76. BSD's sed has no {@code \r}, and zsh reads {@code $ID:r} as a part of a path. */
    @ParameterizedTest
    @MethodSource("pages")
    void workWithOldToolsAndInZsh(Page page) {
        for (var block : page.blocks("sh")) {
            assertThat(block)
                    .as(page.toString())
                    .doesNotContainPattern("%header\\{|sed [^|\\n]*\\\\r|\\$\\w+:[a-zA-Z]|(?m)^\\./.*\\s# ");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameFilesProfilesAndTypesThatExist(Page page) throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        for (var block : page.blocks("sh")) {
            FILE.matcher(block)
                    .results()
                    .forEach(file -> assertThat(Path.of(file.group()))
                            .as(page.toString())
                            .exists());
            PROFILES.matcher(block)
                    .results()
                    .flatMap(profiles -> Pattern.compile(",").splitAsStream(profiles.group(1)))
                    .forEach(profile -> assertThat(pom).as(page.toString()).contains("<id>" + profile + "</id>"));
            TESTS.matcher(block)
                    .results()
                    .forEach(test -> assertThat(Sources.matching(test.group(1)))
                            .as("%s: %s", page, test.group())
                            .isNotEmpty());
            TYPE.matcher(block)
                    .results()
                    .forEach(type -> assertThat(Sources.matching(type.group()))
                            .as("%s: %s", page, type.group())
                            .isNotEmpty());
        }
    }

    /** Scaling, say, is a value: after {@code kubectl scale}, the next upgrade fails (Helm 4) or undoes it (Helm 3). */
    @ParameterizedTest
    @MethodSource("documents")
    void changeTheReleaseWithHelmInATimeThatSuffices(Path document) throws IOException {
        var text = Files.readString(document);
        var ofTheChart = WRITES_A_CONFIG_MAP.matcher(text).replaceAll("");
        assertThat(WRITES_WHAT_THE_CHART_RENDERS.matcher(ofTheChart).results().map(MatchResult::group))
                .as(document.toString())
                .isEmpty();
        assertThat(UPGRADE.matcher(text).results().map(MatchResult::group))
                .as(document.toString())
                .allSatisfy(command -> assertThat(command)
                        .contains("--wait --timeout ")
                        .doesNotContain(" --reuse-values") // leaves out the defaults of new values
                        .doesNotContainPattern("upgrade .*\\./helm")); // may be another version than the installed one
    }

    static List<Path> documents() {
        var chart = Stream.of("values.yaml", "rules/alerts.yaml", "templates/NOTES.txt")
                .map(Path.of("helm")::resolve);
        return Stream.concat(Page.all().stream().map(Page::file), chart)
                .filter(document -> !document.equals(Path.of("CHANGELOG.md"))) // tells what was
                .toList();
    }

    /** All that a page shows of one, in its order; as an admin where it supposes that one has logged in. */
    @ParameterizedTest
    @MethodSource("demos")
    void workAgainstTheDemo(Page page) throws Exception {
        var gateway = RunningGateway.shared();
        var script = new StringBuilder("set -eu -o pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n");
        script.append("API=http://").append(DEMO).append("/admin/api/v1\n");
        script.append("TOKEN=").append(gateway.adminToken()).append('\n');
        page.blocks("sh").stream().filter(CommandsTests::isForTheDemo).forEach(script::append);
        var commands = script.toString()
                .replace(DEMO, "localhost:" + gateway.port())
                .replace("\"password\":\"admin\"", "\"password\":\"" + gateway.adminPassword() + '"');
        try {
            var bash = new ProcessBuilder("bash", "-c", commands)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            bash.getOutputStream().close();
            var said = new String(bash.getInputStream().readAllBytes(), UTF_8);
            assertThat(bash.waitFor()).as("%s%n%s", commands, said).isZero();
            page.blocks("http")
                    .forEach(answer -> assertThat(said.lines())
                            .as(page.toString())
                            .containsAll(answer.lines()
                                    .filter(line -> !line.contains("…"))
                                    .toList()));
        } finally {
            tidy(gateway);
        }
    }

    /** Takes away what the pages make, as other tests share the gateway. */
    private static void tidy(RunningGateway gateway) {
        var api = "/admin/api/v1";
        var clients = gateway.send(gateway.asAdmin(api + "/clients?team=payments&limit=100")
                        .GET())
                .json()
                .path("items");
        for (var client : clients) {
            var id = client.path("id").asString();
            if (!RunningGateway.isClient(id)) {
                remove(gateway, api + "/clients/" + id);
            }
        }
        remove(gateway, api + "/grants/payments/" + RunningGateway.ORDERS + "/GROUP_OWNER/shop-*");
    }

    private static void remove(RunningGateway gateway, String path) {
        var found = gateway.send(gateway.asAdmin(path).GET());
        if (found.status() == 200) {
            gateway.send(gateway.asAdmin(path)
                    .header("If-Match", found.header("ETag"))
                    .header("X-Change-Reason", "made by a page")
                    .method("DELETE", HttpRequest.BodyPublishers.noBody()));
        }
    }
}
