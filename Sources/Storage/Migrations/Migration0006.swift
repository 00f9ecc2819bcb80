extension Migration {
    /// What lists of jobs by id are read from: each group of jobs that the counters know, and the jobs of each node.
    static let jobLists = Migration(number: 6, name: "job lists", script: """
        CREATE INDEX jobs_group ON jobs (definition_id, phase, COALESCE(error_id, 0), id);
        CREATE INDEX jobs_of_node ON jobs (node_id, id) WHERE node_id IS NOT NULL;
        """)
}
