-- What admins did: changes, sign-ins, looks at the audit. Rows are added, never changed.

create table admin_event (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default clock_timestamp(),
    admin   text        not null,
    action  text        not null check (action ~ '^[a-z-]+\.[a-z-]+$'), -- thing.done
    subject text        not null,
    detail  jsonb       not null
);

create index admin_event_admin on admin_event (admin, id);
create index admin_event_subject on admin_event (subject, id) where subject <> '';
create index admin_event_action on admin_event (action, id);

create trigger admin_event_append_only before update or delete on admin_event
    for each row execute function audit_append_only();
create trigger admin_event_no_truncate before truncate on admin_event
    for each statement execute function audit_append_only();
