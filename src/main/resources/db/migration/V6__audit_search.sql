-- What the audit is searched by.

-- Who or what decided, in the ways it is asked for: as it is, by its kind, and each guardrail of several.
create function audit_deciders(decided_by text) returns text[] language sql immutable strict parallel safe as $$
    select array[decided_by, split_part(decided_by, ':', 1)] || case when decided_by like 'guardrail:%,%'
        then array(select 'guardrail:' || name from unnest(string_to_array(substr(decided_by, 11), ',')) name)
        else '{}' end
$$;
