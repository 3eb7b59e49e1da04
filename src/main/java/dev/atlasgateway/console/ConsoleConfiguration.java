package dev.atlasgateway.console;

import dev.atlasgateway.quota.Quotas;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    private static final DataSize LARGEST_UPLOAD = DataSize.ofMegabytes(8);

    @Bean
    Assets assets(ResourceUrlProvider mvcResourceUrlProvider) {
        return new Assets(mvcResourceUrlProvider);
    }

    @Bean
    Wording wording(InstantSource clock) {
        return new Wording(clock);
    }

    @Bean
    Limits limits(Quotas quotas) {
        return new Limits(quotas);
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
        uploads.setMaxFileSize(LARGEST_UPLOAD);
        uploads.setMaxRequestSize(DataSize.ofBytes(3 * LARGEST_UPLOAD.toBytes())); // what is typed as well
        return uploads.createMultipartConfig();
    }

    @Bean
    ErrorViewResolver consoleErrors(Assets assets) {
        return new ErrorPages(assets);
    }
}
