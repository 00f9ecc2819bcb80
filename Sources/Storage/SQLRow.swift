import JobModel

/// One row of an answer, read by column position while the statement stands on it; never keep it.
package protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    /// The integer in a column; 0 where the column is null.
    func int(_ column: Int) -> Int64
    /// The number in a column; 0 where the column is null.
    func real(_ column: Int) -> Double
    /// The text in a column; empty where the column is null.
    func text(_ column: Int) -> String
    /// The bytes in a column; empty where the column is null.
    func bytes(_ column: Int) -> [UInt8]
}

extension SQLRow {
    package func bool(_ column: Int) -> Bool {
        int(column) != 0
    }

    package func time(_ column: Int) -> Timestamp {
        Timestamp(rawValue: int(column))
    }

    package func optionalInt(_ column: Int) -> Int64? {
        isNull(column) ? nil : int(column)
    }

    package func optionalReal(_ column: Int) -> Double? {
        isNull(column) ? nil : real(column)
    }

    package func optionalText(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    package func optionalTime(_ column: Int) -> Timestamp? {
        isNull(column) ? nil : time(column)
    }
}
