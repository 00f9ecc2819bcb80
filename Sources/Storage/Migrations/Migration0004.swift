extension Migration {
    /// Legacy job types: what a definition of that kind has besides, and the interface of each of its revisions.
    static let legacyTypes = Migration(number: 4, name: "legacy job types", script: """
        CREATE TABLE legacy_types (
            definition_id BIGINT PRIMARY KEY REFERENCES definitions (id),
            category TEXT,
            author_name TEXT,
            author_url TEXT,
            is_operational BIGINT NOT NULL DEFAULT 1,
            uses_docker BIGINT NOT NULL DEFAULT 1,
            docker_privileged BIGINT NOT NULL DEFAULT 0,
            disk_out_mult {real} NOT NULL DEFAULT 0,
            error_mapping TEXT NOT NULL DEFAULT '{}'
        );

        ALTER TABLE definition_revisions ADD COLUMN interface TEXT;
        """)
}
