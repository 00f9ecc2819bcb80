import Storage

/// The small tables that UFDL's templates and types refer to, each a list of rows that people look up and staff edit.
package enum Registry: String, Sendable, Hashable, CaseIterable {
    case valueTypes
    case jobContracts
    case licences
    case domains
    case frameworks
    case hardware
    case cuda
    case dockerImages
    case teams
    case projects
    case datasets
    case pretrainedModels
    case nodes

    package var shape: RegistryShape {
        switch self {
        case .valueTypes: .valueTypes
        case .jobContracts: .jobContracts
        case .licences: .licences
        case .domains: .domains
        case .frameworks: .frameworks
        case .hardware: .hardware
        case .cuda: .cuda
        case .dockerImages: .dockerImages
        case .teams: .teams
        case .projects: .projects
        case .datasets: .datasets
        case .pretrainedModels: .pretrainedModels
        case .nodes: .nodes
        }
    }
}

/// What the rows of a registry are made of.
package struct RegistryShape: Sendable {
    /// How messages call one row: `job type`.
    package let noun: String
    /// UFDL's name of the class, in its 404: `JobType`.
    package let model: String
    let table: String
    /// The columns behind the key, in the order in which they are shown.
    package let columns: [RegistryColumn]
    /// Which columns, by name, no two rows may share; a row that is soft-deleted does not count.
    package var unique: [[String]] = []
    /// Whether rows are only marked as deleted, and know their creator and times.
    package var isSoftDeleted = false
    /// Where rows of other tables point at this one's.
    var referrers: [RegistryReferrer] = []

    package func column(_ name: String) -> RegistryColumn? {
        columns.first { $0.name == name }
    }
}

/// One column of a registry.
package struct RegistryColumn: Sendable {
    package enum Kind: Sendable, Hashable {
        case text(maximum: Int, mayBeBlank: Bool = false)
        /// A whole number of 32 bits that is not negative.
        case index
        case integer
        case real
        case flag
        /// A list of texts.
        case texts
        /// Any JSON, as it came.
        case json
        case time
        case reference(Registry)
        /// The job that a node works on.
        case job
    }

    package let name: String
    let sql: String
    package let kind: Kind
    package var isOptional = false
    package var isNullable = false
    package var isReadOnly = false

    init(
        _ name: String, sql: String? = nil, _ kind: Kind, isOptional: Bool = false, isNullable: Bool = false,
        isReadOnly: Bool = false
    ) {
        self.name = name
        self.sql = sql ?? name
        self.kind = kind
        self.isOptional = isOptional || isNullable || isReadOnly
        self.isNullable = isNullable
        self.isReadOnly = isReadOnly
    }
}

/// Rows elsewhere that point at a registry's, so that it cannot be deleted.
struct RegistryReferrer: Sendable {
    /// What the pointing thing is called.
    let noun: String
    /// Answers the names of the things that point at `$1`.
    let sql: String

    init(_ noun: String, _ sql: String) {
        self.noun = noun
        self.sql = sql
    }
}
