package dev.atlasgateway.guardrail;

import dev.atlasgateway.guardrail.GuardrailTemplate.Parameter;
import dev.atlasgateway.guardrail.GuardrailTemplate.Type;
import java.util.List;
import java.util.Optional;

/** The guardrails that most companies want, to start from. */
public final class GuardrailLibrary {

    private static final Parameter PRODUCTION = new Parameter(
            "production",
            "A regular expression (RE2) for the names of production instances",
            Type.TEXT,
            List.of("(^|-)prod(-|$)"));

    private static final List<GuardrailTemplate> ALL = List.of(
            new GuardrailTemplate(
                    "production-stays-protected",
                    "Termination protection may not be turned off in production: it is what stands between a slip and the data.",
                    """
                    !instance.matches(${production})
                      || !has(change.terminationProtectionEnabled)
                      || change.terminationProtectionEnabled""",
                    "termination protection may not be turned off in production",
                    List.of(PRODUCTION)),
            new GuardrailTemplate(
                    "required-tags",
                    "A list of tags replaces the old one as a whole, so one that forgets a tag removes it: these must stay.",
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
                    "One tag has values from a list only, so that reports by it add up.",
                    """
                    !has(change.tags)
                      || change.tags.all(tag, tag.key != ${tag} || tag.value in ${values})""",
                    "the tag ${tag} must be one of: ${values}",
                    List.of(
                            new Parameter("tag", "The tag's key", Type.TEXT, List.of("env")),
                            new Parameter(
                                    "values",
                                    "What it may be",
                                    Type.TEXTS,
                                    List.of("dev", "test", "staging", "prod")))),
            new GuardrailTemplate(
                    "change-window",
                    "Production changes on weekdays and at hours at which somebody is there to see them.",
                    """
                    !instance.matches(${production})
                      || (now.getDayOfWeek(${zone}) >= 1 && now.getDayOfWeek(${zone}) <= 5
                          && now.getHours(${zone}) >= ${from} && now.getHours(${zone}) < ${until})""",
                    "production changes Monday to Friday from ${from} to ${until} o'clock, ${zone}",
                    List.of(
                            PRODUCTION,
                            new Parameter("zone", "The time zone of the hours", Type.ZONE, List.of("UTC")),
                            new Parameter("from", "The first hour at which changes are made", Type.HOUR, List.of("9")),
                            new Parameter("until", "The hour from which none are made", Type.HOUR, List.of("16")))),
            new GuardrailTemplate(
                    "frozen-instances",
                    "No change at all to some instances: while they are moved, audited, or kept for the record.",
                    "!instance.matches(${frozen})",
                    "this instance is frozen; no change is made to it",
                    List.of(new Parameter(
                            "frozen", "A regular expression (RE2) for their names", Type.TEXT, List.of("^frozen-")))),
            new GuardrailTemplate(
                    "only-idle-instances",
                    "No change while Atlas still works on an earlier one. Costs a read of Atlas with every change.",
                    "current.stateName == 'IDLE'",
                    "the instance is still being changed; wait until its stateName is IDLE",
                    List.of()));

    private GuardrailLibrary() {}

    public static List<GuardrailTemplate> all() {
        return ALL;
    }

    public static Optional<GuardrailTemplate> named(String name) {
        return ALL.stream().filter(ready -> ready.name().equals(name)).findFirst();
    }
}
