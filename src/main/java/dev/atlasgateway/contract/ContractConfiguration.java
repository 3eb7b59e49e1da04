package dev.atlasgateway.contract;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContractProperties.class)
class ContractConfiguration {

    @Bean
    Contract contract(ContractProperties properties) {
        return new Contract(new BodyReader((int) properties.maxBodySize().toBytes(), properties.bodyTimeout()));
    }
}
