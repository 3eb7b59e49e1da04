-- Who is signed in to the admin side. The id is the SHA-256 of a secret that only the browser or the API's user holds, so
-- that whoever reads this table can be nobody with it.
create table admin_session (
    id         bytea       not null primary key,
    name       text        not null,
    roles      text[]      not null,
    teams      text[]      not null,
    seen_at    timestamptz not null,
    idle_until timestamptz not null, -- unless seen again before
    ends_at    timestamptz not null
);

create index admin_session_ends_at on admin_session (ends_at);

-- The password of the local admin, where the first start made it: its SHA-256, as it has 256 random bits. Without the row
-- the next start makes another.
create table bootstrap_admin (
    the_one         boolean not null primary key default true check (the_one),
    password_sha256 bytea   not null
);
