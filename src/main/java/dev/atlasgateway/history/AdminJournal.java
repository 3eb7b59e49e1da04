package dev.atlasgateway.history;

import java.util.Map;

/** Journal of what admins do and look at. The admin side implements it. */
public interface AdminJournal {

    /**
     * Records what an admin does or is about to see. The event is durable on return, or when the caller's transaction is.
     *
     * <p>Secrets do not belong in it: record names and filters, never what was typed into a password or secret.
     *
     * @param admin the name of the signed-in admin; for a failed sign-in, the name that was tried
     * @param action {@code thing.done}, such as {@code audit.searched}, {@code client.rotated}, {@code sign-in.refused}
     * @param subject the object of the action; empty if the action has no object
     * @throws org.springframework.dao.DataAccessException if the event cannot be recorded; then the action must not
     *     happen
     */
    void record(String admin, String action, String subject, Map<String, ?> detail);
}
