package dev.atlasgateway.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A part of a long list.
 *
 * @param next the {@code after} of the next page, absent where this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, @Nullable String next) {

    /** An answer that leads on to the next page by a {@code Link} (RFC 8288). */
    ResponseEntity.BodyBuilder answer(String path, Map<String, String> query) {
        var answer = ResponseEntity.ok();
        if (next != null) {
            var uri = UriComponentsBuilder.fromPath(path);
            query.forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
            var link = uri.replaceQueryParam(Paging.AFTER, next).encode().buildAndExpand(query);
            answer.header(HttpHeaders.LINK, "<" + link.toUriString() + ">; rel=\"next\"");
        }
        return answer;
    }
}
