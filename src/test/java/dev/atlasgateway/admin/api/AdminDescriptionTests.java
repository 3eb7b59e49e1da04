package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.api.AdminDescription.Operation;
import dev.atlasgateway.gateway.OnSharedGateway;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Compares the description of the admin API with the controllers and their answers. */
@OnSharedGateway
class AdminDescriptionTests {

    private static final List<Operation> OPERATIONS = AdminDescription.operations();

    private static final List<String> WHAT_EXAMPLES_ARE_ABOUT =
            List.of("teams/checkout", "projects/5f1c2e9b1d4a0012ab34cd56");

    @AfterAll
    static void remove() {
        WHAT_EXAMPLES_ARE_ABOUT.forEach(AdminApi::remove);
    }

    @Test
    void describesEveryEndpointAndNoOther() {
        var mapped = new TreeSet<String>();
        GATEWAY.part(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/admin/api/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method + " " + path))));
        assertThat(OPERATIONS.stream().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void isServedToEveryAdmin() {
        var reply = AdminApi.leadOf("payments").get("openapi.yaml");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/yaml");
        assertThat(reply.body()).startsWith("openapi: 3.1.0");
        assertThat(GATEWAY.send(GATEWAY.anonymous("/admin/api/v1/openapi.yaml").GET())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givesEachOperationAnIdOfItsOwn() {
        assertThat(OPERATIONS)
                .extracting(operation -> operation.said().path("operationId").asString(""))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @TestFactory
    Stream<DynamicTest> givesExamplesThatAreAsDescribed() {
        return each(
                operation -> !operation.body().isMissingNode(),
                operation -> assertThat(operation.bodyFaults(operation.body().path("example")))
                        .isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> givesAnExampleOfEachObjectThatIsAsDescribed() {
        return AdminDescription.objects()
                .map(object -> DynamicTest.dynamicTest(
                        object,
                        () -> assertThat(AdminDescription.exampleFaults(object)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> acceptsTheExampleOfEachObjectAndAnswersAsDescribed() {
        return each(
                operation ->
                        operation.method().equals("PUT") && !operation.path().contains("/secrets/"),
                operation -> {
                    var path = operation.examplePath();
                    WHAT_EXAMPLES_ARE_ABOUT.forEach(AdminApi::remove);
                    WHAT_EXAMPLES_ARE_ABOUT.stream()
                            .filter(object -> !path.equals("/admin/api/v1/" + object))
                            .forEach(object -> ADMIN.put(object, "{\"name\":\"checkout\"}"));
                    var put = ADMIN.put(path, operation.body().path("example").toString());
                    assertThat(put.status()).as(put.body()).isEqualTo(201);
                    assertThat(operation.answerFaults(201, put.body())).isEmpty();
                    assertThat(ADMIN.delete(path, "If-Match", "*").status()).isEqualTo(200);
                });
    }

    @TestFactory
    Stream<DynamicTest> answersReadersAsDescribed() {
        return each(
                operation -> operation.method().equals("GET") && operation.needsNothing() && operation.answersJson(),
                operation -> {
                    var reply = AUDITOR.get(operation.path());
                    assertThat(operation.answerFaults(reply.status(), reply.body()))
                            .as(reply.body())
                            .isEmpty();
                });
    }

    @TestFactory
    Stream<DynamicTest> leadsOnFromPageToPageWhereverItAnswersAList() {
        return each(operation -> operation.method().equals("GET") && operation.answersJson(), operation -> {
            var answer = AdminDescription.resolved(operation.said().at("/responses/200"));
            var schema = AdminDescription.resolved(answer.at("/content/application~1json/schema"));
            assertThat(schema.path("type").asString())
                    .as("no list without pages")
                    .isEqualTo("object");
            var fields = schema.path("properties");
            var paged = fields.has("items") || fields.has("next");
            assertThat(answer.path("headers").has("Link")).isEqualTo(paged);
            assertThat(operation.parameters().containsAll(List.of("limit", "after")))
                    .isEqualTo(paged);
        });
    }

    @Test
    void detectsAnAnswerThatIsNotAsDescribed() {
        var list = OPERATIONS.stream()
                .filter(operation -> operation.toString().equals("GET /admin/api/v1/teams"))
                .findFirst()
                .orElseThrow();
        assertThat(list.answerFaults(200, "{\"items\":[{\"name\":\"x\",\"contct\":\"y\"}]}"))
                .isNotEmpty();
        assertThat(list.answerFaults(200, "{}")).isNotEmpty();
        assertThat(list.answerFaults(418, "{}")).isNotEmpty();
    }

    private static Stream<DynamicTest> each(Predicate<Operation> which, Consumer<Operation> check) {
        return OPERATIONS.stream()
                .filter(which)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check.accept(operation)));
    }
}
