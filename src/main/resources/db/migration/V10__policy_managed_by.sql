-- Whose an object is: the mounted document (gateway.policy.import) that names it, or, null, the admins.
-- An older version of the gateway leaves it null, and the next import by a newer one sets it again.

alter table policy_object add column managed_by text;
