package dev.atlasgateway.caller;

import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Creates filter chains that have only what they name. The {@code HttpSecurity} that Spring Security offers as a bean has a
 * dozen parts for browsers, and each one searches all beans for 30 kinds of customizers, which took a tenth of a start.
 */
public final class FilterChains {

    private static final StaticHeadersWriter HEADERS = new StaticHeadersWriter(
            List.of(new Header("X-Content-Type-Options", "nosniff"), new Header("Cache-Control", "no-store")));

    private final ObjectPostProcessor<Object> processor;
    private final Map<Class<?>, Object> shared;

    public FilterChains(
            ApplicationContext context,
            ObjectPostProcessor<Object> processor,
            PathPatternRequestMatcher.Builder paths) {
        this.processor = processor;
        shared = Map.of(
                ApplicationContext.class,
                context,
                PathPatternRequestMatcher.Builder.class,
                paths,
                RequestCache.class,
                new NullRequestCache()); // the default would begin a session on a refusal
    }

    /** Returns a chain without filters. */
    public HttpSecurity empty() {
        return new HttpSecurity(processor, new AuthenticationManagerBuilder(processor), shared);
    }

    /** Returns a chain for programs, without sessions, forms, cookies and anonymous authentication. */
    public HttpSecurity withoutSession() {
        return empty().securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()));
    }

    /** Returns a chain for callers. It has few filters, because every call passes each of them. */
    public HttpSecurity stateless() {
        return withoutSession()
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
