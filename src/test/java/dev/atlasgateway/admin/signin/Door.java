package dev.atlasgateway.admin.signin;

import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** One method and path that one of our handler methods serves. */
record Door(String method, String path, String contentType) {

    static List<Door> all(RunningGateway gateway) {
        return gateway.part(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.atlasgateway."))
                .flatMap(entry -> doors(entry.getKey()))
                .sorted(Comparator.comparing(Door::path).thenComparing(Door::method))
                .toList();
    }

    private static Stream<Door> doors(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        var consumed = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
        return (methods.isEmpty() ? Set.of(RequestMethod.values()) : methods)
                .stream()
                        .flatMap(method -> mapping.getPatternValues().stream()
                                .map(path -> new Door(method.name(), path, consumed.toString())));
    }

    boolean ofTheConsole() {
        return path.startsWith("/console");
    }

    /** Knocks without saying what one wants: with an empty body, and a name of nothing for each variable of the path. */
    Reply open(Visitor visitor) {
        var somewhere = path.replace("{team}", "this-team")
                .replaceAll("/\\{\\*[^}]+}", "/nothing")
                .replaceAll("\\{[^}]+}", "nothing");
        return ofTheConsole()
                ? visitor.atTheConsole(method, somewhere)
                : visitor.atTheApi(method, somewhere, contentType);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
