-- One row as a replica sends it: a commit's rows are one parameter, an array of these, which costs half of what an array a
-- column does. A version that records more adds a type of its own, so that older replicas go on with theirs.
create type audit_row as (
    id uuid, stage text, replica text, received_at timestamptz, request_id text, trace_id text,
    team text, client text, issuer text, address text, method text, path text,
    operation text, group_id text, instance text, policy_revision bigint,
    decision text, decided_by text, notes jsonb, change jsonb,
    account text, target text, sent jsonb, resource text, deadline timestamptz,
    attempts jsonb, atlas_status integer, atlas_error text,
    outcome text, status integer, error_code text, total_us bigint, intent_us bigint, atlas_us bigint
);
