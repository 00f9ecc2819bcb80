import Storage

/// A connection that notes how the database means to carry out each statement that it is asked.
final class ExplainingConnection: SQLConnection {
    private let connection: any SQLConnection
    private(set) var steps: [String] = []

    init(_ connection: any SQLConnection) {
        self.connection = connection
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try connection.execute(sql, arguments)
    }

    func forEach(_ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Void) throws {
        steps += try connection.all("EXPLAIN QUERY PLAN " + sql, arguments) { $0.text(3) }
        try connection.forEach(sql, arguments, read)
    }

    func executeScript(_ sql: String) throws {
        try connection.executeScript(sql)
    }

    /// Steps whose cost grows with the number of jobs: walking over all of them, keeping many, sorting.
    var unboundedSteps: [String] {
        steps.filter { step in
            step == "SCAN j" || step.hasPrefix("SCAN j ") || step.hasPrefix("MATERIALIZE") || step.contains("TEMP B-TREE")
        }
    }
}
