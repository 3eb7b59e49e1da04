-- Who still calls which API of Atlas, and how they log in.

-- Null in rows of earlier releases. All calls that those served were for v1.0.
alter table audit add column api text, add column login text;

-- Rows as replicas of this release send them. Replicas of earlier releases go on with audit_row.
create type audit_row_2 as (
    id uuid, stage text, replica text, received_at timestamptz, request_id text, trace_id text,
    team text, client text, issuer text, address text, method text, path text,
    operation text, group_id text, instance text, policy_revision bigint,
    decision text, decided_by text, notes jsonb, change jsonb,
    account text, target text, sent jsonb, resource text, deadline timestamptz,
    attempts jsonb, atlas_status integer, atlas_error text,
    outcome text, status integer, error_code text, total_us bigint, intent_us bigint, atlas_us bigint,
    api text, login text
);

-- How many calls each team made of each API with each login, by the same steps as audit_figure.
create table audit_caller_figure (
    step  integer     not null check (step in (300, 3600, 86400)), -- in seconds
    at    timestamptz not null,
    team  text        not null,
    api   text        not null,
    login text        not null, -- '' if an earlier release recorded the call
    calls bigint      not null,
    primary key (step, at, team, api, login)
);

-- Up to where audit_caller_figure has been counted; null before the first time. Earlier releases move only the other column.
alter table audit_counted add column callers_until timestamptz;
