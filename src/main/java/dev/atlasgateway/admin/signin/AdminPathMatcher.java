package dev.atlasgateway.admin.signin;

import dev.atlasgateway.exchange.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Matches paths of the admin side. It recognizes the paths of callers without parsing them, which saves time. */
public record AdminPathMatcher(RequestMatcher paths) implements RequestMatcher {

    public static AdminPathMatcher of(String... patterns) {
        var matchers = Stream.of(patterns)
                .map(PathPatternRequestMatcher.withDefaults()::matcher)
                .map(RequestMatcher.class::cast)
                .toList();
        return new AdminPathMatcher(new OrRequestMatcher(matchers));
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return !RequestPath.of(request).startsWith("/api/") && paths.matches(request);
    }
}
