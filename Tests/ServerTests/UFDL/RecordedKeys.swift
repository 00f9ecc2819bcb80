import JSONSupport

/// Which of our rows stands for which recorded one. Rows get other keys here than they had there, because the original
/// had rows built in and other requests had been sent before.
struct RecordedKeys {
    enum Table: String {
        case jobs, nodes, users
        case templates = "job-templates"
        case outputs = "job-outputs"
        case types = "job-types"
    }

    private var ours: [Table: [Int64: Int64]] = [:]

    func our(_ table: Table, _ recorded: Int64) -> Int64 {
        ours[table]?[recorded] ?? recorded
    }

    /// - Returns: whether this agrees with all that was learned before.
    mutating func learn(_ table: Table, _ recorded: Int64, is our: Int64) -> Bool {
        if let known = ours[table]?[recorded] { return known == our }
        guard !(ours[table]?.values.contains(our) ?? false) else { return false }
        ours[table, default: [:]][recorded] = our
        return true
    }

    static func table(ofPath path: String) -> Table? {
        path.firstMatch(of: /^\/v1\/([a-z-]+)/).flatMap { Table(rawValue: String($0.1)) }
    }

    /// The table whose rows an answer shows; jobs are made at templates.
    static func table(ofAnswerTo path: String) -> Table? {
        if path.contains("/create-job") { return .jobs }
        return path.contains("/outputs/") ? .outputs : table(ofPath: path)
    }

    func path(_ recorded: String) -> String {
        guard let table = Self.table(ofPath: recorded),
            let match = recorded.firstMatch(of: /^(\/v1\/[a-z-]+\/)(\d+)(.*)$/), let key = Int64(match.2)
        else { return recorded }
        return "\(match.1)\(our(table, key))\(match.3)"
    }

    /// The filter of a list with the keys of our rows in the place of the recorded ones.
    func filter(_ json: JSON, _ table: Table) -> JSON {
        switch json {
        case .array(let elements): return .array(elements.map { filter($0, table) })
        case .object(var object):
            for (name, value) in object { object[name] = filter(value, table) }
            if ["id", "pk"].contains(object["field"]?.stringValue), let key = object["value"]?.intValue {
                object["value"] = .int(our(table, key))
            }
            return .object(object)
        default: return json
        }
    }

    /// A message that names a job.
    func message(_ recorded: String) -> String {
        recorded.replacing(/job (#?)(\d+)/) { match in
            "job \(match.1)\(our(.jobs, Int64(match.2) ?? 0))"
        }
    }
}
