/**
 * What people see of the admin side: the pages below {@code /console}.
 *
 * <p>A page is a handler method, opened by exactly one of {@code @RequireAdmin}, {@code @RequireReader}, {@code @RequireTeamLead},
 * {@code @RequireSignedIn} and {@code @PermitAll}, that returns a template of {@code templates/console}, which
 * puts its {@code <main>} into the frame by
 * {@code th:replace="~{console/layout :: page('Teams', 'teams', ~{::main})}"}: its title, and the {@link Section} of the
 * navigation that it belongs to. Every template has, from {@link LayoutAdvice}, {@code admin} (who looks at it), {@code say}
 * ({@link Wording}: times in UTC, durations, numbers), {@code assets} and {@code navigation}; what pages are built of
 * is in {@code parts.html} (badges, fields, notices, empty pages, pages of a list, differences) and
 * {@code charts.html}.
 *
 * <p>Pages work without a script; htmx only spares loading what stays. A form that cannot be done is shown again with
 * what was typed, as 422 (or 409 where somebody was faster), which htmx swaps in too; {@link FormSizeFilter} answers one that
 * is too large. A form with a {@link DateTimeField} is not {@code novalidate}. There is no inline script or
 * style: the Content-Security-Policy forbids both.
 */
@NullMarked
package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FormSizeFilter;
import dev.atlasgateway.admin.console.layout.Section;
import dev.atlasgateway.admin.console.layout.Wording;
import org.jspecify.annotations.NullMarked;
