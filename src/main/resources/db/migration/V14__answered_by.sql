-- Whose answer the caller got. A 429 may be ours or Atlas's, and so may a 400, 403 or 404.
-- The enum AnsweredBy decides the same for calls that are not recorded yet.
create function audit_answered_by(decision text, decided_by text, atlas_status integer, error_code text)
    returns text language sql immutable parallel safe as $$
    select case when starts_with(error_code, 'GATEWAY_') then 'gateway'
                when decision = 'refused' then case when split_part(decided_by, ':', 1) = 'atlas' then 'atlas' else 'gateway' end
                when atlas_status is null then 'gateway'
                else 'atlas' end
$$;

-- How many of the calls of a figure each side answered. The rest was counted by a release that did not note it.
alter table audit_figure add column by_gateway bigint not null default 0, add column by_atlas bigint not null default 0;
