-- What ties a session to the password that opened it: a digest of the session's secret and of the password's digest, which
-- tells nothing of either to whoever reads it. Null where somebody else vouched. Sessions from before do not say which
-- they are: everybody signs in once more.
delete from admin_session;

alter table admin_session add column password_seal bytea;
