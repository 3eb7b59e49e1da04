package dev.atlasgateway.admin.signin;

import dev.atlasgateway.history.AdminJournal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Records sign-ins, rejected sign-ins and sign-outs as admin events.
 *
 * <p>Sign-ins beyond the login limit are only logged, so that a flood of them does not fill the events.
 */
@Component
public record SignInJournal(AdminJournal journal) {

    private static final Logger LOG = LoggerFactory.getLogger(SignInJournal.class);

    /** @throws DataAccessException if the event cannot be recorded; then the admin must not be signed in */
    public void recordSignIn(Admin admin, SignInSource source) {
        journal.record(admin.name(), "sign-in.accepted", source.target(), source.details());
    }

    public void recordRejection(SignInRejectedException rejection, SignInSource source) {
        LOG.info(
                "Sign-in by {} from {} refused: {}",
                source.method(),
                source.address(),
                rejection.reason().code());
        if (rejection.retryAfter() == null) {
            try {
                journal.record(rejection.name(), "sign-in.refused", source.target(), source.details());
            } catch (DataAccessException e) {
                LOG.warn("A refused sign-in could not be recorded", e);
            }
        }
    }

    public void recordSignOut(String admin) {
        journal.record(admin, "sign-out.done", "", Map.of());
    }

    /** @param registration the registration id of the OpenID provider that ended the session */
    public void recordSignOutAtProvider(String admin, String registration) {
        journal.record(admin, "sign-out.done", "", Map.of("by", registration));
    }
}
