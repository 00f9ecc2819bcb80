extension Migration {
    /// Counters of jobs by the time of their last change, and samples of the load.
    static let statistics = Migration(number: 5, name: "statistics", script: """
        CREATE TABLE job_windows (
            unit BIGINT NOT NULL,
            bucket BIGINT NOT NULL,
            definition_id BIGINT NOT NULL,
            phase BIGINT NOT NULL,
            error_id BIGINT NOT NULL,
            count BIGINT NOT NULL,
            PRIMARY KEY (unit, bucket, definition_id, phase, error_id)
        );
        CREATE INDEX job_windows_empty ON job_windows (count) WHERE count = 0;
        CREATE INDEX jobs_activity ON jobs (definition_id, phase, COALESCE(error_id, 0), last_status_change);

        INSERT INTO job_windows (unit, bucket, definition_id, phase, error_id, count)
        SELECT 60000000, last_status_change / 60000000, definition_id, phase, COALESCE(error_id, 0), COUNT(*)
        FROM jobs GROUP BY 2, 3, 4, 5;
        INSERT INTO job_windows (unit, bucket, definition_id, phase, error_id, count)
        SELECT 3600000000, last_status_change / 3600000000, definition_id, phase, COALESCE(error_id, 0), COUNT(*)
        FROM jobs GROUP BY 2, 3, 4, 5;

        ALTER TABLE nodes ADD COLUMN deprecated BIGINT;

        CREATE TABLE load_samples (
            definition_id BIGINT NOT NULL,
            time BIGINT NOT NULL,
            pending BIGINT NOT NULL,
            queued BIGINT NOT NULL,
            running BIGINT NOT NULL,
            PRIMARY KEY (definition_id, time)
        );
        """)
}
