package dev.atlasgateway;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.HistoryPool;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.quota.Charge;
import dev.atlasgateway.testing.StartsEarly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.springframework.modulith.core.ApplicationModules;

/** The layout that docs/architecture.md describes. */
@StartsEarly
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.atlasgateway");

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.atlasgateway");

    @Test
    void packagesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(AtlasGatewayApplication.class).verify();
    }

    @Test
    void onlyTheGatewayReachesAtlas() {
        var modules = ApplicationModules.of(AtlasGatewayApplication.class);
        for (var module : modules) {
            var users = module.getDirectDependencies(modules)
                    .uniqueModules()
                    .map(used -> used.getIdentifier().toString())
                    .toList();
            assertThat(users.contains("atlas"))
                    .as(module.getIdentifier().toString())
                    .isEqualTo(module.getIdentifier().toString().equals("gateway"));
        }
    }

    /** What types cannot say of a record that travels: who makes it. The steps' other evidence is sealed. */
    @Test
    void onlyTheirStepsMakeTheEvidenceThatOthersGoBy() {
        isMadeOnlyIn(Call.class, "..contract");
        isMadeOnlyIn(Intent.class, "..audit", "..exchange");
    }

    /** A resolver that does not answer would delay the start by many seconds. */
    @Test
    void nothingResolvesTheNameOfItsHost() {
        noClasses().should().callMethod(InetAddress.class, "getLocalHost").check(CLASSES);
    }

    @Test
    void onlyDryRunsPayNothing() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..explain", "..quota")
                .should()
                .callMethod(Charge.class, "none")
                .check(CLASSES);
    }

    /** A face that would show a call without an admin event finds no type to read it with. */
    @Test
    void onlyTheCallReaderShowsRecordedCalls() {
        isMadeOnlyIn(RecordedCall.class, "..history..");
        var showing = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("dev.atlasgateway.history")
                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !type.isRecord()) // a page of calls is a result of the reader
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getReturnType().getAllInvolvedRawTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(RecordedCall.class)))
                .map(method -> method.getOwner().getSimpleName())
                .distinct();
        assertThat(showing).containsExactly(CallReader.class.getSimpleName());
        noClasses()
                .that()
                .resideOutsideOfPackages("..history..", "..admin.events")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(HistoryPool.class)
                .check(CLASSES);
    }

    /** Nor does it help to go around the types: a backtest replays calls, and each look at what it found is recorded too. */
    @Test
    void onlyTheAuditTheHistoryAndBacktestsSelectRecordedCalls() throws IOException {
        var root = Path.of("src/main/java/dev/atlasgateway");
        try (var files = Files.walk(root)) {
            var reading = files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, "from audit "))
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !file.startsWith("audit/") && !file.startsWith("history/"));
            assertThat(reading).containsExactly("explain/AuditedCallReader.java");
        }
    }

    /** The path of a request begins with the path prefix, which no rule for paths knows. */
    @Test
    void onlyTheseReadThePathWithItsPrefix() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> contains(file, "getRequestURI()"))
                            .map(file -> file.getFileName().toString()))
                    .as("use RequestPath.of(request)")
                    .containsExactlyInAnyOrder(
                            "RequestPath.java",
                            "ConsoleRequestCache.java", // takes the prefix away
                            "DigestAuthentication.java", // checks what the client signed
                            "UnhandledProblems.java"); // names the request as it was sent
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isMadeOnlyIn(Class<?> evidence, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .callConstructorWhere(target(owner(type(evidence))))
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.atlasgateway.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Subpackages are internal to their module, so their types are as hidden from other modules as private ones. */
    @Test
    void mostTypesAreHiddenFromOtherModules() {
        var types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        var hidden = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getPackageName().matches("dev\\.atlasgateway\\.\\w+\\..+"))
                .count();
        assertThat(hidden * 100 / types.size()).isGreaterThanOrEqualTo(60);
    }

    /** {@code spring-boot:test-run} starts it, and would not know which of several. */
    @Test
    void oneMainClassIsAmongTheTests() {
        assertThat(TESTS.stream().filter(type -> type.getMethods().stream().anyMatch(ArchitectureTests::isMain)))
                .extracting(JavaClass::getSimpleName)
                .containsExactly("DemoApplication");
    }

    private static boolean isMain(JavaMethod method) {
        return method.getName().equals("main")
                && method.getRawReturnType().isEquivalentTo(void.class)
                && method.getRawParameterTypes().size() <= 1;
    }

    /** Surefire looks for classes by their names, and says nothing of those that it does not find. */
    @Test
    void everyTestHasANameByWhichTheBuildFindsIt() {
        var unfound = TESTS.stream()
                .filter(type -> type.getMethods().stream().anyMatch(ArchitectureTests::isTest))
                .map(type -> type.getName().replaceFirst("\\$.*", ""))
                .filter(name -> !name.endsWith("Tests"))
                .distinct();
        assertThat(unfound)
                .as("run by hand only")
                .containsExactlyInAnyOrder(
                        "dev.atlasgateway.admin.console.Screenshots", "dev.atlasgateway.store.ReleaseRecorder");
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }

    /** Classes run at the same time: what two of them do to one gateway at once, neither expects. */
    @Test
    void everyTestOfASharedGatewayHasItForItself() {
        var sharing = TESTS.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .anyMatch(method -> method.getOwner().isEquivalentTo(RunningGateway.class)
                                && Set.of("shared", "ofConsole").contains(method.getName())))
                .map(JavaClass::getName)
                .collect(toSet());
        assertThat(sharing).hasSizeGreaterThan(50);
        assertThat(TESTS.stream()
                        .filter(type -> type.getSimpleName().endsWith("Tests"))
                        .filter(type -> sharing.contains(type.getName())
                                || type.getDirectDependenciesFromSelf().stream()
                                        .anyMatch(use -> sharing.contains(
                                                use.getTargetClass().getName())))
                        .filter(type -> !type.isAnnotatedWith(OnSharedGateway.class)
                                && !type.isAnnotatedWith(OnConsoleGateway.class)))
                .extracting(JavaClass::getSimpleName)
                .containsExactly("EveryPageTests"); // its screens are of a gateway of its own
    }

    /** Playwright serves one thread at a time. */
    @Test
    void everyTestWithABrowserWaitsForTheOthersOrHasOneOfItsOwn() {
        assertThat(TESTS.stream()
                        .filter(type -> type.getSimpleName().endsWith("Tests"))
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use ->
                                        use.getTargetClass().getSimpleName().equals("Screen")))
                        .filter(type -> !type.isAnnotatedWith(OnConsoleGateway.class)))
                .extracting(JavaClass::getSimpleName)
                .containsExactly("EveryPageTests");
    }

    @Test
    void noPackageOutgrowsTheReader() throws IOException {
        var pipeline = Set.of(
                "access", "atlas", "audit", "caller", "contract", "gateway", "guardrail", "quota", "translation");
        var root = Path.of("src/main/java/dev/atlasgateway");
        try (var folders = Files.walk(root)) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                var module = root.relativize(folder).getName(0).toString();
                try (var files = Files.list(folder)) {
                    assertThat(files.filter(Files::isRegularFile).count())
                            .as(folder.toString())
                            .isLessThanOrEqualTo(pipeline.contains(module) ? 20 : 25);
                }
            }
        }
    }

    @Test
    void noFileOutgrowsTheReader() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(250);
            }
        }
    }
}
