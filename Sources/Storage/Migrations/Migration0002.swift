extension Migration {
    /// Secrets of single jobs, and how many lines a piece of log begins.
    static let jobSecrets = Migration(number: 2, name: "job secrets", script: """
        CREATE TABLE job_secrets (
            job_id BIGINT NOT NULL,
            name TEXT NOT NULL,
            sealed {blob} NOT NULL,
            PRIMARY KEY (job_id, name)
        );

        ALTER TABLE log_chunks ADD COLUMN lines BIGINT NOT NULL DEFAULT 0;
        """)
}
