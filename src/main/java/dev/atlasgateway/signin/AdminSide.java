package dev.atlasgateway.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths of the admin side. That a caller's path is none of them is seen without parsing it. */
record AdminSide(RequestMatcher paths) implements RequestMatcher {

    static AdminSide below(String... patterns) {
        var matchers = Stream.of(patterns)
                .map(PathPatternRequestMatcher.withDefaults()::matcher)
                .map(RequestMatcher.class::cast)
                .toList();
        return new AdminSide(new OrRequestMatcher(matchers));
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/") && paths.matches(request);
    }
}
