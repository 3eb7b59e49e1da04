package dev.atlasgateway.simulator.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atlasgateway.simulator.reply.Errors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list, with the paging parameters of Atlas: keys in alphabetical order. */
record InstancePage<T>(
        List<Link> links,
        List<T> results,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer totalCount) {

    record Link(String href, String rel) {}

    static <T> InstancePage<T> of(List<Instance> all, Call call, String baseUrl, Function<Instance, T> description) {
        var size = number(call, "itemsPerPage", 100, 500);
        var number = number(call, "pageNum", 1, Integer.MAX_VALUE);
        var results = all.stream()
                .skip((number - 1L) * size)
                .limit(size)
                .map(description)
                .toList();
        var count = !"false".equals(parameter(call, "includeCount"));
        var query = "?includeCount=" + count + "&pageNum=" + number + "&itemsPerPage=" + size;
        var self = baseUrl + call.request().path() + query;
        return new InstancePage<>(List.of(new Link(self, "self")), results, count ? all.size() : null);
    }

    private static int number(Call call, String name, int otherwise, int max) {
        var value = parameter(call, name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > max) {
            throw Errors.of(400, "INVALID_QUERY_PARAMETER", "Invalid query parameter " + name + " specified.", name);
        }
        return Integer.parseInt(value);
    }

    private static @Nullable String parameter(Call call, String name) {
        var query = call.request().query();
        return query == null
                ? null
                : Arrays.stream(query.split("&"))
                        .filter(parameter -> parameter.startsWith(name + "="))
                        .map(parameter -> parameter.substring(name.length() + 1))
                        .findFirst()
                        .orElse(null);
    }
}
