/**
 * What does the web console show? The pages below {@code /console}; each subpackage has the pages about one subject.
 *
 * <p>A page is a handler method with exactly one of {@code @RequireAdmin}, {@code @RequireReader},
 * {@code @RequireTeamLead}, {@code @RequireSignedIn} and {@code @PermitAll}. It returns a template from
 * {@code templates/console}. The template puts its {@code <main>} into the layout with
 * {@code th:replace="~{console/layout :: page('Teams', 'teams', ~{::main})}"}: its title, and its {@link Section} of the
 * navigation. {@link LayoutAdvice} gives every template {@code admin} (the user), {@code say} ({@link Wording}: times,
 * durations, numbers), {@code assets} and {@code navigation}. Shared fragments are in {@code parts.html},
 * {@code form.html}, {@code list.html}, {@code steps.html} and {@code charts.html}.
 *
 * <p>Pages work without scripts; htmx only avoids reloading the whole page. A form with errors is shown again with the
 * typed values and the status 422, or 409 after a change of another admin. {@link FormSizeFilter} answers forms that
 * are too large. A form with a {@link DateTimeField} must not be {@code novalidate}. The Content-Security-Policy forbids
 * inline scripts and styles.
 */
@NullMarked
package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FormSizeFilter;
import dev.atlasgateway.admin.console.layout.Section;
import dev.atlasgateway.admin.console.layout.Wording;
import org.jspecify.annotations.NullMarked;
