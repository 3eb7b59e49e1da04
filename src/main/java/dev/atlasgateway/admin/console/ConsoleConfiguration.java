package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.form.FormSize;
import dev.atlasgateway.admin.console.layout.Assets;
import dev.atlasgateway.admin.console.layout.Wording;
import dev.atlasgateway.admin.console.overview.QuotaUsage;
import dev.atlasgateway.admin.signin.SessionLookup;
import dev.atlasgateway.quota.Quotas;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    @Bean
    Assets assets(ResourceUrlProvider mvcResourceUrlProvider) {
        return new Assets(mvcResourceUrlProvider);
    }

    @Bean
    Wording wording(InstantSource clock) {
        return new Wording(clock);
    }

    @Bean
    QuotaUsage limits(Quotas quotas) {
        return new QuotaUsage(quotas);
    }

    /** Everything that a page loads, htmx from its webjar as well, comes from here. */
    @Bean
    WebMvcConfigurer consoleAssets() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler(Assets.BASE + "**")
                        .addResourceLocations("classpath:/static/console/", "classpath:/META-INF/resources/webjars/")
                        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365))
                                .cachePublic()
                                .immutable())
                        .resourceChain(true)
                        .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
            }
        };
    }

    /** Uploaded policy documents; the parts of a body are read only where a page asks for them. */
    @Bean
    MultipartConfigElement uploads() {
        var uploads = new MultipartConfigFactory();
        uploads.setMaxFileSize(DataSize.ofBytes(FormSize.MOST_UPLOADED));
        uploads.setMaxRequestSize(DataSize.ofBytes(FormSize.MOST_UPLOADED));
        return uploads.createMultipartConfig();
    }

    @Bean
    FormSize formSize(JettyServerProperties server, SessionLookup admission) {
        return new FormSize(Math.toIntExact(server.getMaxHttpFormPostSize().toBytes()), admission);
    }

    /** Before the door, which reads a form's fields as well; after what gives a request its id. */
    @Bean
    FilterRegistrationBean<FormSize> formSizes(FormSize formSize) {
        return beforeTheDoor(formSize, "/console/*", "/login/*", "/oauth2/*", "/webjars/*");
    }

    /** Before the door as well, which knows no path but those of pages. */
    @Bean
    FilterRegistrationBean<RootController> frontDoor() {
        return beforeTheDoor(new RootController(), ""); // the root alone
    }

    /** Addresses with a slash too many lead to the page that was meant. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> withoutLastSlash() {
        var redirecting = UrlHandlerFilter.trailingSlashHandler("/console/**")
                .redirect(HttpStatus.PERMANENT_REDIRECT)
                .build();
        return beforeTheDoor(redirecting, "/console/*");
    }

    private static <F extends Filter> FilterRegistrationBean<F> beforeTheDoor(F filter, String... paths) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(paths);
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    @Bean
    ErrorViewResolver consoleErrors(Assets assets) {
        return new ErrorPageController(assets);
    }
}
