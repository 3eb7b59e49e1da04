package dev.atlasgateway.translation;

import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TranslationProperties.class)
class TranslationConfiguration {

    @Bean
    Translator translator(TranslationProperties properties) {
        return new Translator(
                properties.contract(), base(properties.publicUrl()), new Notices(base(properties.successorUrl())));
    }

    private static String base(URI url) {
        return StringUtils.trimTrailingCharacter(url.toString(), '/');
    }
}
