package dev.atlasgateway.admin.signin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a handler method to every role, as what it does concerns one team.
 *
 * <p>The method itself must ask {@link Admin#mayManage} or {@link Admin#maySee} about that team.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequireTeamLead {}
