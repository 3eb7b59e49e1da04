package dev.atlasgateway.contract;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContractConfiguration {

    @Bean
    Contract contract(ContractProperties properties) {
        return new Contract(new BodyReader((int) properties.maxBodySize().toBytes(), properties.bodyTimeout()));
    }
}
