import JSONSupport
import JobModel
import Storage

/// How a job's resources lie in its row: the common ones in columns of their own, the rest as JSON.
enum StoredResources {
    private static let columnNames = ["cpus", "mem", "disk", "gpus"]

    static func values(_ resources: ResourceAmounts) -> [SQLValue] {
        let others = resources.amounts.filter { !columnNames.contains($0.key) }
        return columnNames.map { .real(resources[$0]) } + [others.isEmpty ? .null : .text(text(ResourceAmounts(others)))]
    }

    static func read(_ row: any SQLRow, from column: Int) -> ResourceAmounts {
        var resources = ResourceAmounts()
        for (index, name) in columnNames.enumerated() where row.real(column + index) != 0 {
            resources[name] = row.real(column + index)
        }
        if let others = row.optionalText(column + 4) {
            resources.amounts.merge(parse(others).amounts) { _, other in other }
        }
        return resources
    }

    /// The amounts as a JSON object, names in order.
    static func text(_ resources: ResourceAmounts) -> String {
        var object = JSONObject()
        for name in resources.amounts.keys.sorted() { object[name] = .double(resources[name]) }
        return JSON.object(object).compactText
    }

    /// Reads what `text` wrote; anything else counts as nothing.
    static func parse(_ text: String) -> ResourceAmounts {
        guard let object = (try? JSON.parse(text))?.objectValue else { return ResourceAmounts() }
        var resources = ResourceAmounts()
        for (name, value) in object { resources[name] = value.doubleValue ?? 0 }
        return resources
    }
}
