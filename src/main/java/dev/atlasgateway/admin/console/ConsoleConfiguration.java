package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.form.FormSizeFilter;
import dev.atlasgateway.admin.console.layout.Assets;
import dev.atlasgateway.admin.signin.session.SessionRepository;
import dev.atlasgateway.document.DocumentSlots;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Sets up what all pages share: static files, uploads, filters and error pages. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    @Bean
    Assets assets(ResourceUrlProvider mvcResourceUrlProvider) {
        return new Assets(mvcResourceUrlProvider);
    }

    /** Serves everything that a page loads, including htmx from its webjar. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(Assets.BASE + "**")
                .addResourceLocations("classpath:/static/console/", "classpath:/META-INF/resources/webjars/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new NulInterceptor()).addPathPatterns("/console/**");
        registry.addInterceptor(DocumentSlots.ofEmbeddedDocument())
                .addPathPatterns("/console/policy", "/console/policy/apply", "/console/backtest");
    }

    /**
     * Bounds uploaded policy documents. A page reads the parts of a body, after authorization and with a slot. Because each
     * part is a file in {@code /tmp} until the answer, the chart sizes that for as many files as there are slots.
     */
    @Bean
    MultipartConfigElement uploads() {
        var uploads = new MultipartConfigFactory();
        uploads.setMaxFileSize(DataSize.ofBytes(FormSizeFilter.MAX_UPLOAD));
        uploads.setMaxRequestSize(DataSize.ofBytes(FormSizeFilter.MAX_UPLOAD));
        return uploads.createMultipartConfig();
    }

    /** Runs before Spring Security, which also reads the fields of a form. */
    @Bean
    FilterRegistrationBean<FormSizeFilter> formSizeFilter(JettyServerProperties server, SessionRepository sessions) {
        var maxFormBytes = Math.toIntExact(server.getMaxHttpFormPostSize().toBytes());
        var filter = new FormSizeFilter(maxFormBytes, sessions);
        return beforeSecurity(filter, "/console/*", "/login/*", "/oauth2/*", "/webjars/*");
    }

    /** Runs before Spring Security, which only knows the paths of pages. */
    @Bean
    FilterRegistrationBean<RootRedirectFilter> rootRedirectFilter() {
        return beforeSecurity(new RootRedirectFilter(), ""); // only the root itself
    }

    /** Redirects an address with a trailing slash to the page without it. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashFilter() {
        var redirect = UrlHandlerFilter.trailingSlashHandler("/**") // whose patterns include the path prefix
                .redirect(HttpStatus.PERMANENT_REDIRECT)
                .build();
        return beforeSecurity(redirect, "/console/*");
    }

    private static <F extends Filter> FilterRegistrationBean<F> beforeSecurity(F filter, String... paths) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(paths);
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }
}
