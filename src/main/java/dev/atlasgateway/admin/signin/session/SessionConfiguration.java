package dev.atlasgateway.admin.signin.session;

import dev.atlasgateway.admin.signin.SignInJournal;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.local.LocalAdmin;
import dev.atlasgateway.history.AdminJournal;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    SignInJournal signInJournal(AdminJournal events) {
        return new SignInJournal(events);
    }

    @Bean
    SessionRepository sessionRepository(
            JdbcClient store,
            SignInProperties properties,
            SignInJournal journal,
            LocalAdmin localAdmin,
            InstantSource clock) {
        return new SessionRepository(store, properties.session(), journal, localAdmin, clock);
    }

    @Bean
    SessionLookup sessionLookup(SessionRepository sessions) {
        return new SessionLookup(sessions);
    }
}
