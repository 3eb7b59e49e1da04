-- Which session at the company's OpenID provider opened a session here, so that a logout there can end it. The ID token is
-- encrypted with a key that follows from the session's secret, which only the browser has.
alter table admin_session
    add column registration     text,
    add column issuer           text,
    add column subject          text,
    add column provider_session text,
    add column id_token         bytea;
