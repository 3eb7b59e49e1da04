package dev.atlasgateway.guardrail;

import dev.atlasgateway.guardrail.GuardrailTemplate.Parameter;
import dev.atlasgateway.guardrail.GuardrailTemplate.Type;
import java.util.List;
import java.util.Optional;

/** Templates of guardrails that most companies need. */
public final class GuardrailLibrary {

    private static final Parameter PRODUCTION = new Parameter(
            "production",
            "A regular expression (RE2) for the names of production instances",
            Type.TEXT,
            List.of("(^|-)prod(-|$)"));

    private static final List<GuardrailTemplate> ALL = List.of(
            new GuardrailTemplate(
                    "production-stays-protected",
                    "Termination protection must stay on in production. It prevents the loss of data by mistake.",
                    """
                    !instance.matches(${production})
                      || !has(change.terminationProtectionEnabled)
                      || change.terminationProtectionEnabled""",
                    "termination protection may not be turned off in production",
                    List.of(PRODUCTION)),
            new GuardrailTemplate(
                    "required-tags",
                    "A list of tags replaces the old list, so a tag that is left out is removed. These tags must stay.",
                    """
                    !has(change.tags)
                      || ${tags}.all(required, change.tags.exists(tag, tag.key == required))""",
                    "a change of the tags must keep these: ${tags}",
                    List.of(new Parameter(
                            "tags",
                            "The keys that every list of tags must have",
                            Type.TEXTS,
                            List.of("owner", "env")))),
            new GuardrailTemplate(
                    "tag-values",
                    "A tag takes only values of a list, so that reports by this tag are complete.",
                    """
                    !has(change.tags)
                      || change.tags.all(tag, tag.key != ${tag} || tag.value in ${values})""",
                    "the tag ${tag} must be one of: ${values}",
                    List.of(
                            new Parameter("tag", "The tag's key", Type.TEXT, List.of("env")),
                            new Parameter(
                                    "values",
                                    "The allowed values",
                                    Type.TEXTS,
                                    List.of("dev", "test", "staging", "prod")))),
            new GuardrailTemplate(
                    "change-window",
                    "Production changes only on weekdays and in working hours, when the team can react.",
                    """
                    !instance.matches(${production})
                      || (now.getDayOfWeek(${zone}) >= 1 && now.getDayOfWeek(${zone}) <= 5
                          && now.getHours(${zone}) >= ${from} && now.getHours(${zone}) < ${until})""",
                    "production changes Monday to Friday from ${from} to ${until} o'clock, ${zone}",
                    List.of(
                            PRODUCTION,
                            new Parameter("zone", "The time zone of the hours", Type.ZONE, List.of("UTC")),
                            new Parameter(
                                    "from", "The first hour in which changes are allowed", Type.HOUR, List.of("9")),
                            new Parameter(
                                    "until", "The hour from which changes are not allowed", Type.HOUR, List.of("16")))),
            new GuardrailTemplate(
                    "frozen-instances",
                    "Some instances may not change, such as during a move or an audit.",
                    "!instance.matches(${frozen})",
                    "this instance is frozen and may not change",
                    List.of(new Parameter(
                            "frozen",
                            "A regular expression (RE2) for the names of frozen instances",
                            Type.TEXT,
                            List.of("^frozen-")))),
            new GuardrailTemplate(
                    "only-idle-instances",
                    "No change while Atlas still applies an earlier one. Each change needs a read of Atlas.",
                    "current.stateName == 'IDLE'",
                    "the instance is still changing; wait until its stateName is IDLE",
                    List.of()));

    private GuardrailLibrary() {}

    public static List<GuardrailTemplate> all() {
        return ALL;
    }

    public static Optional<GuardrailTemplate> find(String name) {
        return ALL.stream().filter(template -> template.name().equals(name)).findFirst();
    }
}
