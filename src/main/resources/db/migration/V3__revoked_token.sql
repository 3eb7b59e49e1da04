-- Gateway tokens given back before their time, so that every replica refuses them. A token that nobody gave back leaves
-- no trace here, and a row is of no use once its token has expired.
create table revoked_token (
    token_id   text        not null primary key, -- the JWT's jti
    expires_at timestamptz not null,
    -- What replicas read on from. A number from a sequence would not do: a lower one can become visible after a higher.
    revoked_in xid8        not null default pg_current_xact_id()
);

create index revoked_token_revoked_in on revoked_token (revoked_in);
create index revoked_token_expires_at on revoked_token (expires_at);
