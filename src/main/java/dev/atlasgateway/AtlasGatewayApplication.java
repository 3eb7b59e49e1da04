package dev.atlasgateway;

import dev.atlasgateway.server.ProcessLog;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.GatewayMvcClassPathWarningAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.GatewayServerMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.config.DefaultFunctionConfiguration;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayMultipartAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;

/** Starts the gateway. The life of a call begins in {@link dev.atlasgateway.gateway}. */
@SpringBootApplication(
        exclude = {
            // proxies of beans, for annotations that no bean here has
            AopAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            // would write the parts of any multipart body to files, before the path is known
            MultipartAutoConfiguration.class,
            // of Spring Cloud Gateway, only the declaration of routes is used
            GatewayServerMvcAutoConfiguration.class,
            GatewayMvcClassPathWarningAutoConfiguration.class,
            DefaultFunctionConfiguration.class,
            FilterAutoConfiguration.class,
            GatewayMultipartAutoConfiguration.class,
            HandlerFunctionAutoConfiguration.class,
            PredicateAutoConfiguration.class
        })
@AutoConfigurationPackage(basePackages = "none") // where Jackson would read all classes to find mix-ins
public class AtlasGatewayApplication {

    public static void main(String[] args) {
        ProcessLog.install();
        SpringApplication.run(AtlasGatewayApplication.class, args);
    }
}
