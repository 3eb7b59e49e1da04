package dev.atlasgateway.admin.signin;

import dev.atlasgateway.history.AdminJournal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Records who came, who was turned away, and who left.
 *
 * <p>Turned away and recorded is who gave a wrong password, as often as the limit lets them, and whom the company vouched
 * for without a role here. A flood beyond that is logged only, or it would fill the record.
 */
record SignInJournal(AdminJournal events) {

    private static final Logger LOG = LoggerFactory.getLogger(SignInJournal.class);

    /** @throws DataAccessException if it cannot be recorded; then nobody must be signed in */
    void accepted(Admin admin, SignInSource whence) {
        events.record(admin.name(), "sign-in.accepted", whence.door(), whence.detail());
    }

    void refused(SignInRefused refusal, SignInSource whence) {
        LOG.info("Sign-in by {} from {} refused: {}", whence.by(), whence.address(), refusal.reason());
        if (refusal.limit() == null) {
            try {
                events.record(refusal.name(), "sign-in.refused", whence.door(), whence.detail());
            } catch (DataAccessException e) {
                LOG.warn("A refused sign-in could not be recorded", e);
            }
        }
    }

    void left(String admin) {
        events.record(admin, "sign-out.done", "", Map.of());
    }
}
