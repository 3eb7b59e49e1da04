package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.KnownParameters;
import dev.atlasgateway.admin.api.request.StrictJsonConverter;
import dev.atlasgateway.admin.api.request.UnhandledProblems;
import dev.atlasgateway.document.DocumentSlots;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures what the API's controllers share. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/admin/api/**");
        registry.addInterceptor(DocumentSlots.ofDocument())
                .addPathPatterns("/admin/api/v1/policy:plan", "/admin/api/v1/policy:apply");
        registry.addInterceptor(DocumentSlots.ofEmbeddedDocument()).addPathPatterns("/admin/api/v1/backtests");
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new StrictJsonConverter());
    }

    /** Comes after the exception handlers of controllers, and before those for the gateway's callers. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(1, new UnhandledProblems());
    }
}
