extension Migration {
    /// The first schema. Column types are those that SQLite and PostgreSQL share; `BIGINT` times are microseconds.
    static let initialSchema = Migration(number: 1, name: "initial schema", script: """
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        );

        CREATE TABLE users (
            id {id},
            username TEXT NOT NULL UNIQUE,
            password_hash TEXT NOT NULL,
            email TEXT NOT NULL DEFAULT '',
            first_name TEXT NOT NULL DEFAULT '',
            last_name TEXT NOT NULL DEFAULT '',
            is_staff BIGINT NOT NULL DEFAULT 0,
            is_active BIGINT NOT NULL DEFAULT 1,
            created BIGINT NOT NULL,
            last_login BIGINT
        );

        CREATE TABLE api_keys (
            id {id},
            user_id BIGINT NOT NULL REFERENCES users (id),
            name TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            created BIGINT NOT NULL,
            revoked BIGINT
        );
        CREATE INDEX api_keys_user ON api_keys (user_id);

        CREATE TABLE nodes (
            id {id},
            user_id BIGINT NOT NULL REFERENCES users (id),
            hostname TEXT NOT NULL,
            incarnation TEXT NOT NULL DEFAULT '',
            version TEXT NOT NULL DEFAULT '',
            resources TEXT NOT NULL DEFAULT '{}',
            is_active BIGINT NOT NULL DEFAULT 1,
            is_paused BIGINT NOT NULL DEFAULT 0,
            pause_reason TEXT,
            created BIGINT NOT NULL,
            last_seen BIGINT NOT NULL,
            last_modified BIGINT NOT NULL,
            UNIQUE (user_id, hostname)
        );

        CREATE TABLE definitions (
            id {id},
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            version_order TEXT NOT NULL,
            title TEXT NOT NULL DEFAULT '',
            description TEXT NOT NULL DEFAULT '',
            tags TEXT NOT NULL DEFAULT '',
            icon_code TEXT,
            docker_image TEXT NOT NULL DEFAULT '',
            is_active BIGINT NOT NULL DEFAULT 1,
            is_paused BIGINT NOT NULL DEFAULT 0,
            is_system BIGINT NOT NULL DEFAULT 0,
            is_long_running BIGINT NOT NULL DEFAULT 0,
            max_scheduled BIGINT,
            max_tries BIGINT NOT NULL DEFAULT 3,
            revision_num BIGINT NOT NULL,
            revision_id BIGINT NOT NULL,
            configuration TEXT NOT NULL DEFAULT '{}',
            created BIGINT NOT NULL,
            deprecated BIGINT,
            paused BIGINT,
            last_modified BIGINT NOT NULL,
            UNIQUE (kind, name, version)
        );

        CREATE TABLE definition_revisions (
            id {id},
            definition_id BIGINT NOT NULL REFERENCES definitions (id),
            revision_num BIGINT NOT NULL,
            docker_image TEXT NOT NULL,
            manifest TEXT NOT NULL,
            created BIGINT NOT NULL,
            UNIQUE (definition_id, revision_num)
        );

        CREATE TABLE definition_secrets (
            definition_id BIGINT NOT NULL REFERENCES definitions (id),
            name TEXT NOT NULL,
            sealed {blob} NOT NULL,
            PRIMARY KEY (definition_id, name)
        );

        CREATE TABLE errors (
            id {id},
            name TEXT NOT NULL,
            job_type_name TEXT NOT NULL DEFAULT '',
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            category TEXT NOT NULL,
            is_builtin BIGINT NOT NULL DEFAULT 0,
            should_be_retried BIGINT NOT NULL DEFAULT 0,
            created BIGINT NOT NULL,
            last_modified BIGINT NOT NULL,
            UNIQUE (job_type_name, name)
        );

        CREATE TABLE jobs (
            id {id},
            definition_id BIGINT NOT NULL,
            revision_id BIGINT NOT NULL,
            phase BIGINT NOT NULL,
            priority BIGINT NOT NULL,
            node_id BIGINT,
            lease_token BIGINT,
            lease_expires BIGINT,
            attempt BIGINT NOT NULL,
            max_attempts BIGINT NOT NULL,
            is_long_running BIGINT NOT NULL DEFAULT 0,
            progress {real} NOT NULL DEFAULT 0,
            error_id BIGINT,
            error_message TEXT,
            timeout_seconds BIGINT,
            cpus {real} NOT NULL,
            mem {real} NOT NULL,
            disk {real} NOT NULL,
            gpus {real} NOT NULL DEFAULT 0,
            other_resources TEXT,
            input_bytes BIGINT NOT NULL DEFAULT 0,
            input TEXT NOT NULL,
            output TEXT,
            configuration TEXT,
            description TEXT,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            queued BIGINT,
            started BIGINT,
            ended BIGINT,
            last_status_change BIGINT NOT NULL,
            last_modified BIGINT NOT NULL
        );
        CREATE INDEX jobs_queue ON jobs (definition_id, priority, queued, id) WHERE phase = 2 AND node_id IS NULL;
        CREATE INDEX jobs_lease ON jobs (lease_expires) WHERE lease_expires IS NOT NULL;
        CREATE INDEX jobs_node ON jobs (node_id) WHERE lease_token IS NOT NULL;
        CREATE INDEX jobs_modified ON jobs (last_modified, id);
        CREATE INDEX jobs_phase ON jobs (phase, last_modified, id);
        CREATE INDEX jobs_definition ON jobs (definition_id, last_modified, id);

        CREATE TABLE executions (
            id {id},
            job_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            node_id BIGINT NOT NULL,
            phase BIGINT NOT NULL,
            exit_code BIGINT,
            error_id BIGINT,
            error_message TEXT,
            queued BIGINT,
            claimed BIGINT NOT NULL,
            started BIGINT,
            ended BIGINT
        );
        CREATE INDEX executions_job ON executions (job_id, id);

        CREATE TABLE log_chunks (
            execution_id BIGINT NOT NULL,
            number BIGINT NOT NULL,
            stream BIGINT NOT NULL,
            next_offset BIGINT NOT NULL,
            total_bytes BIGINT NOT NULL,
            time BIGINT NOT NULL,
            bytes {blob} NOT NULL,
            PRIMARY KEY (execution_id, number)
        );

        CREATE TABLE workspaces (
            id {id},
            name TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL DEFAULT '',
            description TEXT NOT NULL DEFAULT '',
            base_url TEXT NOT NULL DEFAULT '',
            configuration TEXT NOT NULL,
            is_active BIGINT NOT NULL DEFAULT 1,
            created BIGINT NOT NULL,
            deprecated BIGINT,
            last_modified BIGINT NOT NULL
        );

        CREATE TABLE files (
            id {id},
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size BIGINT NOT NULL,
            digest TEXT NOT NULL,
            workspace_id BIGINT,
            path TEXT NOT NULL DEFAULT '',
            uuid TEXT NOT NULL,
            job_id BIGINT,
            execution_id BIGINT,
            output_name TEXT,
            metadata TEXT,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT,
            last_modified BIGINT NOT NULL
        );
        CREATE INDEX files_digest ON files (digest);
        CREATE INDEX files_job ON files (job_id, id) WHERE job_id IS NOT NULL;
        CREATE INDEX files_name ON files (name, id);
        CREATE INDEX files_modified ON files (last_modified, id);

        CREATE TABLE job_input_files (
            job_id BIGINT NOT NULL,
            file_id BIGINT NOT NULL,
            PRIMARY KEY (job_id, file_id)
        );
        CREATE INDEX job_input_files_file ON job_input_files (file_id);

        CREATE TABLE idempotency_keys (
            user_id BIGINT NOT NULL,
            key TEXT NOT NULL,
            request_hash TEXT NOT NULL,
            first_job_id BIGINT NOT NULL,
            job_count BIGINT NOT NULL,
            created BIGINT NOT NULL,
            PRIMARY KEY (user_id, key)
        );
        CREATE INDEX idempotency_keys_created ON idempotency_keys (created);

        CREATE TABLE job_counts (
            definition_id BIGINT NOT NULL,
            phase BIGINT NOT NULL,
            error_id BIGINT NOT NULL,
            count BIGINT NOT NULL,
            PRIMARY KEY (definition_id, phase, error_id)
        );

        CREATE TABLE queue_counts (
            definition_id BIGINT PRIMARY KEY,
            claimable BIGINT NOT NULL,
            active BIGINT NOT NULL
        );
        """)
}
