package dev.atlasgateway.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths of the admin side. That a caller's path is none of them is seen without parsing it. */
record AdminPathMatcher(RequestMatcher paths) implements RequestMatcher {

    static AdminPathMatcher below(String... patterns) {
        var matchers = Stream.of(patterns)
                .map(PathPatternRequestMatcher.withDefaults()::matcher)
                .map(RequestMatcher.class::cast)
                .toList();
        return new AdminPathMatcher(new OrRequestMatcher(matchers));
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/") && paths.matches(request);
    }
}
