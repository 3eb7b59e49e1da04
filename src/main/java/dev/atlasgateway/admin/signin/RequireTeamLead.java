package dev.atlasgateway.admin.signin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a handler method that concerns one team to every role.
 *
 * <p>The method must check {@link Admin#mayManage} or {@link Admin#maySee} for that team.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequireTeamLead {}
