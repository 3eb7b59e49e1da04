package dev.atlasgateway.guardrail;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GuardrailConfiguration {

    @Bean
    ExpressionCompiler expressionCompiler() {
        return new ExpressionCompiler();
    }

    @Bean
    Guardrails guardrails(
            ExpressionCompiler expressions, CurrentStateReader current, InstantSource clock, MeterRegistry meters) {
        return new Guardrails(expressions, current, clock, meters);
    }
}
