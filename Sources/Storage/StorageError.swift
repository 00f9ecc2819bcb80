/// Why the database could not do what it was asked.
package struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// A unique or check constraint refused the row.
        case constraint
        /// No space is left for the data; reading still works.
        case diskFull
        /// Too many writes wait already; trying again later may help.
        case overloaded
        /// The database is closed or closing.
        case closed
        /// The file is not one that this version can use.
        case incompatible
        case other
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String {
        message
    }
}
