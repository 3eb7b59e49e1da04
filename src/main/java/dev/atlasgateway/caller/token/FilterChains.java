package dev.atlasgateway.caller.token;

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

/** Creates filter chains for programs. They have few filters, because every call passes each of them. */
public final class FilterChains {

    private static final StaticHeadersWriter HEADERS = new StaticHeadersWriter(
            List.of(new Header("X-Content-Type-Options", "nosniff"), new Header("Cache-Control", "no-store")));

    private FilterChains() {}

    /** Returns a chain without sessions, forms, cookies and anonymous authentication. */
    public static HttpSecurity stateless(HttpSecurity http) {
        http.setSharedObject(
                RequestCache.class, new NullRequestCache()); // the default would begin a session on a refusal
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .headers(headers -> headers.defaultsDisabled()
                        .addHeaderWriter(HEADERS)
                        .withObjectPostProcessor(new EagerHeaderWriter()));
    }

    /** Writes the headers at once. This saves the response wrapper that would write them at the end. */
    private static final class EagerHeaderWriter implements ObjectPostProcessor<HeaderWriterFilter> {

        @Override
        public <F extends HeaderWriterFilter> F postProcess(F filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }
}
