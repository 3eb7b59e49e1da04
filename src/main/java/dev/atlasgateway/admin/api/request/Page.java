package dev.atlasgateway.admin.api.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atlasgateway.exchange.RequestPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of a long list.
 *
 * @param next the parameter {@code after} of the next page; absent if this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    /** Starts an answer with a {@code Link} to the next page (RFC 8288). */
    public ResponseEntity.BodyBuilder answer(String path, Map<String, String> query) {
        var answer = ResponseEntity.ok();
        if (next != null) {
            var uri = UriComponentsBuilder.fromPath(RequestPath.prefix() + path);
            query.forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
            var link = uri.replaceQueryParam(Paging.AFTER, next).encode().buildAndExpand(query);
            answer.header(HttpHeaders.LINK, "<" + link.toUriString() + ">; rel=\"next\"");
        }
        return answer;
    }
}
