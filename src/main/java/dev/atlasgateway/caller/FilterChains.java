package dev.atlasgateway.caller;

import java.util.List;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/** Creates filter chains. */
public final class FilterChains {

    private static final StaticHeadersWriter HEADERS = new StaticHeadersWriter(
            List.of(new Header("X-Content-Type-Options", "nosniff"), new Header("Cache-Control", "no-store")));

    private FilterChains() {}

    /** Returns a chain for programs, without sessions, forms, cookies and anonymous authentication. */
    public static HttpSecurity withoutSession(HttpSecurity http) {
        http.setSharedObject(
                RequestCache.class, new NullRequestCache()); // the default would begin a session on a refusal
        return http.csrf(AbstractHttpConfigurer::disable) // a browser sends no Bearer token by itself
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()));
    }

    /** Returns a chain for callers. It has few filters, because every call passes each of them. */
    public static HttpSecurity stateless(HttpSecurity http) {
        return withoutSession(http)
                .servletApi(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.defaultsDisabled()
                        .addHeaderWriter(HEADERS)
                        .withObjectPostProcessor(new EagerHeaderWriter()));
    }

    /**
     * Writes the headers at once. This saves the response wrapper that would write them at the end. Error pages have them
     * too, and a resource can override them.
     */
    public static final class EagerHeaderWriter implements ObjectPostProcessor<HeaderWriterFilter> {

        @Override
        public <F extends HeaderWriterFilter> F postProcess(F filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }
}
