extension Migration {
    /// What UFDL adds: templates, the words that they and their types refer to, outputs, and the record of transitions.
    static let ufdl = Migration(number: 3, name: "ufdl", script: """
        CREATE TABLE value_types (
            id {id},
            name TEXT NOT NULL UNIQUE,
            pkg TEXT NOT NULL,
            cls TEXT NOT NULL UNIQUE
        );

        CREATE TABLE job_contracts (
            id {id},
            name TEXT NOT NULL UNIQUE,
            pkg TEXT NOT NULL,
            cls TEXT NOT NULL UNIQUE
        );

        CREATE TABLE licences (
            id {id},
            name TEXT NOT NULL UNIQUE,
            url TEXT NOT NULL DEFAULT '',
            permissions TEXT NOT NULL DEFAULT '[]',
            conditions TEXT NOT NULL DEFAULT '[]',
            limitations TEXT NOT NULL DEFAULT '[]',
            domains TEXT NOT NULL DEFAULT '[]'
        );

        CREATE TABLE domains (
            id {id},
            name TEXT NOT NULL UNIQUE,
            description TEXT NOT NULL UNIQUE
        );

        CREATE TABLE frameworks (
            id {id},
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            UNIQUE (name, version)
        );

        CREATE TABLE hardware (
            id {id},
            generation TEXT NOT NULL UNIQUE,
            min_compute_capability {real} NOT NULL,
            max_compute_capability {real} NOT NULL
        );

        CREATE TABLE cuda (
            id {id},
            version TEXT NOT NULL,
            full_version TEXT NOT NULL UNIQUE,
            min_driver_version TEXT NOT NULL
        );

        CREATE TABLE docker_images (
            id {id},
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            url TEXT NOT NULL,
            registry_url TEXT NOT NULL DEFAULT '',
            registry_username TEXT NOT NULL DEFAULT '',
            registry_password TEXT NOT NULL DEFAULT '',
            cuda_version_id BIGINT,
            framework_id BIGINT NOT NULL,
            domain_id BIGINT NOT NULL,
            tasks TEXT NOT NULL DEFAULT '[]',
            min_hardware_generation_id BIGINT,
            cpu BIGINT NOT NULL DEFAULT 0,
            licence_id BIGINT NOT NULL,
            UNIQUE (name, version)
        );

        CREATE TABLE teams (
            id {id},
            name TEXT NOT NULL,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT
        );
        CREATE UNIQUE INDEX teams_name ON teams (name) WHERE deleted IS NULL;

        CREATE TABLE projects (
            id {id},
            name TEXT NOT NULL,
            team_id BIGINT NOT NULL,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT
        );
        CREATE UNIQUE INDEX projects_name ON projects (team_id, name) WHERE deleted IS NULL;

        CREATE TABLE datasets (
            id {id},
            name TEXT NOT NULL,
            version BIGINT NOT NULL DEFAULT 1,
            previous_version BIGINT NOT NULL DEFAULT -1,
            description TEXT NOT NULL DEFAULT '',
            project_id BIGINT NOT NULL,
            licence_id BIGINT NOT NULL,
            is_public BIGINT NOT NULL DEFAULT 0,
            domain_id BIGINT NOT NULL,
            tags TEXT NOT NULL DEFAULT '',
            files TEXT NOT NULL DEFAULT '{}',
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT
        );
        CREATE UNIQUE INDEX datasets_name ON datasets (project_id, name, version) WHERE deleted IS NULL;

        CREATE TABLE pretrained_models (
            id {id},
            url TEXT NOT NULL,
            description TEXT NOT NULL DEFAULT '',
            name TEXT NOT NULL,
            metadata TEXT NOT NULL DEFAULT '',
            framework_id BIGINT NOT NULL,
            domain_id BIGINT NOT NULL,
            licence_id BIGINT NOT NULL,
            data BIGINT NOT NULL DEFAULT 0,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT
        );
        CREATE UNIQUE INDEX pretrained_models_name ON pretrained_models (name) WHERE deleted IS NULL;

        CREATE TABLE templates (
            definition_id BIGINT PRIMARY KEY REFERENCES definitions (id),
            name TEXT NOT NULL,
            version BIGINT NOT NULL,
            description TEXT NOT NULL,
            scope TEXT NOT NULL,
            domain_id BIGINT,
            licence_id BIGINT NOT NULL,
            is_meta BIGINT NOT NULL,
            contract TEXT NOT NULL DEFAULT '',
            type TEXT NOT NULL DEFAULT '',
            executor_class TEXT NOT NULL DEFAULT '',
            required_packages TEXT NOT NULL DEFAULT '',
            specific TEXT NOT NULL,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT
        );
        CREATE UNIQUE INDEX templates_name ON templates (name, version) WHERE deleted IS NULL;

        CREATE TABLE template_nodes (
            definition_id BIGINT NOT NULL,
            node TEXT NOT NULL,
            template_id BIGINT NOT NULL,
            PRIMARY KEY (definition_id, node)
        );
        CREATE INDEX template_nodes_template ON template_nodes (template_id);

        ALTER TABLE nodes ADD COLUMN ip TEXT;
        ALTER TABLE nodes ADD COLUMN node_index BIGINT;
        ALTER TABLE nodes ADD COLUMN driver_version TEXT;
        ALTER TABLE nodes ADD COLUMN hardware_id BIGINT;
        ALTER TABLE nodes ADD COLUMN gpu_mem BIGINT;
        ALTER TABLE nodes ADD COLUMN cpu_mem BIGINT;
        ALTER TABLE nodes ADD COLUMN current_job_id BIGINT;
        CREATE UNIQUE INDEX nodes_ip ON nodes (ip, node_index) WHERE ip IS NOT NULL;

        ALTER TABLE jobs ADD COLUMN ufdl_kind BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN parent_id BIGINT;
        ALTER TABLE jobs ADD COLUMN deleted BIGINT;
        CREATE INDEX jobs_parent ON jobs (parent_id, id) WHERE parent_id IS NOT NULL;

        CREATE INDEX executions_node ON executions (node_id, id);

        CREATE TABLE ufdl_jobs (
            job_id BIGINT PRIMARY KEY,
            input_values TEXT NOT NULL,
            parameter_values TEXT,
            child_name TEXT,
            actions TEXT,
            child_actions TEXT
        );

        CREATE TABLE job_outputs (
            id {id},
            job_id BIGINT NOT NULL,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            file_id BIGINT NOT NULL,
            creator_id BIGINT,
            created BIGINT NOT NULL,
            deleted BIGINT
        );
        CREATE UNIQUE INDEX job_outputs_job ON job_outputs (job_id, name, type) WHERE deleted IS NULL;
        CREATE INDEX job_outputs_all ON job_outputs (job_id, id);
        CREATE INDEX job_outputs_type ON job_outputs (type, id);

        CREATE TABLE job_events (
            sequence {id},
            job_id BIGINT NOT NULL,
            transition BIGINT NOT NULL,
            node_id BIGINT,
            progress {real} NOT NULL,
            is_canceled BIGINT NOT NULL,
            error TEXT,
            data TEXT,
            created BIGINT NOT NULL
        );
        CREATE INDEX job_events_job ON job_events (job_id, sequence);

        CREATE TABLE mail_outbox (
            id {id},
            message TEXT NOT NULL,
            attempts BIGINT NOT NULL DEFAULT 0,
            next_attempt BIGINT NOT NULL,
            created BIGINT NOT NULL
        );
        CREATE INDEX mail_outbox_next ON mail_outbox (next_attempt, id);

        \(ufdlRows)
        """)
}
