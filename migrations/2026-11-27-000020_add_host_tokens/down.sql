DROP TABLE host_tokens;
ALTER TABLE hosts
    ADD COLUMN agent_token_hash bytea,
    ADD CONSTRAINT hosts_agent_token_hash_unique UNIQUE (agent_token_hash);
