package dev.atlasgateway.admin.signin;

import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Method and path of an endpoint of the admin side. */
record AdminEndpoint(String method, String path, String contentType) {

    static List<AdminEndpoint> all(RunningGateway gateway) {
        return gateway.part(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.atlasgateway."))
                // no endpoint: the error dispatch of the console goes there, and attacks.yaml holds that no client can
                .filter(entry ->
                        !ErrorController.class.isAssignableFrom(entry.getValue().getBeanType()))
                .flatMap(entry -> endpoints(entry.getKey()))
                .sorted(Comparator.comparing(AdminEndpoint::path).thenComparing(AdminEndpoint::method))
                .toList();
    }

    private static Stream<AdminEndpoint> endpoints(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        var consumed = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
        return (methods.isEmpty() ? Set.of(RequestMethod.values()) : methods)
                .stream()
                        .flatMap(method -> mapping.getPatternValues().stream()
                                .map(path -> new AdminEndpoint(method.name(), path, consumed.toString())));
    }

    boolean isOfConsole() {
        return path.startsWith("/console");
    }

    /** Sends a request with an empty body and an unknown name for each path variable. */
    Reply call(Visitor visitor) {
        var target = path.replace("{team}", "this-team")
                .replaceAll("/\\{\\*[^}]+}", "/nothing")
                .replaceAll("\\{[^}]+}", "nothing");
        return isOfConsole() ? visitor.callConsole(method, target) : visitor.callApi(method, target, contentType);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
