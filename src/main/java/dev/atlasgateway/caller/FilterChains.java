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

/** What all filter chains here have in common: next to nothing, as every call passes each filter. */
final class FilterChains {

    private static final StaticHeadersWriter HEADERS = new StaticHeadersWriter(
            List.of(new Header("X-Content-Type-Options", "nosniff"), new Header("Cache-Control", "no-store")));

    private FilterChains() {}

    /** A chain for programs: no session, no form, no cookie, nobody anonymous. */
    static HttpSecurity bare(HttpSecurity http) {
        http.setSharedObject(RequestCache.class, new NullRequestCache()); // else a refusal would begin a session
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
                        .withObjectPostProcessor(new WrittenAtOnce()));
    }

    /** Spares each response the wrapper that waits for the last moment to write the same headers. */
    private static final class WrittenAtOnce implements ObjectPostProcessor<HeaderWriterFilter> {

        @Override
        public <F extends HeaderWriterFilter> F postProcess(F filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }
}
