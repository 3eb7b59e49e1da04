-- The person behind a name, by issuer and sub at the company's OpenID provider, where names can change. Null for the local
-- admin, for settings, and for what releases before 0.3.0 recorded.
alter table policy_revision
    add column made_by_issuer  text,
    add column made_by_subject text;
alter table admin_event
    add column admin_issuer  text,
    add column admin_subject text;
